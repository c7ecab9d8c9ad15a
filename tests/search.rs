/*!
What a person types into the search, and what comes back.

Two budgets are set up by hand with names and figures that 新乡 (2023) and 南充 (2024)
published.
*/

use lkx::budget::{
    About, Amount, Book, Figure, Identity, Indicator, Measure, MoneyUnit, Operator, Origin, Place,
    ProjectDetails, Row, RowKind, Scope, Side, Source, Stage, Table, TableKind, TableState,
};
use lkx::library::{CatalogueEntry, DocumentId};
use lkx::search::{Answer, Desk, Found, Hit, Index, Kind, Query, Question, Target, entries_of};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

const XINXIANG: DocumentId = DocumentId(1);
const NANCHONG: DocumentId = DocumentId(2);

fn row(kind: RowKind, code: &str, name: &str, total: &str) -> Row {
    let figures = Amount::parse(total, MoneyUnit::Wan).map(|amount| Figure {
        measure: Measure::TOTAL,
        year: 2023,
        amount,
        origin: Origin::Printed,
        place: Place::default(),
    });
    Row {
        ordinal: 1,
        kind,
        code: code.to_owned(),
        code2: String::new(),
        name: name.to_owned(),
        name2: String::new(),
        under: String::new(),
        side: Side::Only,
        unit: String::new(),
        project: None,
        place: Place::default(),
        figures: figures.into_iter().collect(),
    }
}

fn function(code: &str, name: &str, total: &str) -> Row {
    row(RowKind::Function, code, name, total)
}

fn project(code: &str, name: &str, total: &str) -> Row {
    Row {
        project: Some(ProjectDetails {
            code: code.to_owned(),
            ..ProjectDetails::default()
        }),
        ..row(RowKind::Project, "", name, total)
    }
}

/// A row that pairs a department class with a government class.
fn pair(code: &str, name: &str, code2: &str, name2: &str, total: &str) -> Row {
    Row {
        code2: code2.to_owned(),
        name2: name2.to_owned(),
        ..row(RowKind::DepartmentEconomic, code, name, total)
    }
}

fn table(kind: TableKind, rows: Vec<Row>) -> Table {
    Table {
        kind: Some(kind),
        title: kind.name().to_owned(),
        state: TableState::Filled,
        money_unit: MoneyUnit::Wan,
        place: Place::default(),
        end_line: 0,
        measures: vec![Measure::TOTAL],
        rows,
        overall_goal: String::new(),
    }
}

fn indicator(table: usize, name: &str, value: &str, value_unit: &str) -> Indicator {
    Indicator {
        table,
        row: Some(0),
        about: About::Project,
        level1: "产出指标".to_owned(),
        level2: String::new(),
        name: name.to_owned(),
        operator: Some(Operator::AtMost),
        value: value.to_owned(),
        value_unit: value_unit.to_owned(),
        weight: String::new(),
        direction: String::new(),
        printed: format!("≤{value}{value_unit}"),
        place: Place::default(),
    }
}

fn book(unit: &str, year: u16, tables: Vec<Table>, indicators: Vec<Indicator>) -> Book {
    Book {
        identity: Identity {
            unit: unit.to_owned(),
            year,
            stage: Stage::Budget,
            scope: Scope::Unit,
        },
        department: String::new(),
        source: Source {
            file_name: "budget.txt".to_owned(),
            sha256: String::new(),
            text: String::new(),
            locations: Default::default(),
            files: Vec::new(),
        },
        tables,
        indicators,
        statements: Vec::new(),
        notes: Vec::new(),
    }
}

fn xinxiang() -> Book {
    let by_function = table(
        TableKind::Expenditure,
        vec![
            row(RowKind::Total, "", "合计", "11,436.06"),
            row(RowKind::Unit, "303016", "新乡市社会保险中心", "11,436.06"),
            function("2080109", "社会保险经办机构", "4,103.95"),
            function("2080501", "行政单位离退休", "338.57"),
            function("2080505", "机关事业单位基本养老保险缴费支出", "282.50"),
            function("2080506", "机关事业单位职业年金缴费支出", "4,660.00"),
            function("2101101", "行政单位医疗", "148.99"),
        ],
    );
    let by_economic_class = table(
        TableKind::EconomicSummary,
        vec![
            pair("30101", "基本工资", "50101", "工资奖金津补贴", "793.00"),
            pair("30101", "基本工资", "50501", "工资福利支出", "186.00"),
            pair("30217", "公务接待费", "50206", "公务接待费", "5.20"),
        ],
    );
    let projects = table(
        TableKind::Projects,
        vec![
            project("", "职业年金虚账记实资金", "4,660.00"),
            project("", "社保工作经费", "187.47"),
            project("", "聘用20人工资及保险", "87.04"),
        ],
    );
    let performance = table(
        TableKind::ProjectPerformance,
        vec![
            project("410700220000000029774", "职业年金虚账记实资金", "4,660.00"),
            project("410700220000000029814", "社保工作经费", "187.47"),
        ],
    );
    book(
        "新乡市社会保险中心",
        2023,
        vec![by_function, by_economic_class, projects, performance],
        vec![
            indicator(3, "发放职业年金", "4660", "万元"),
            indicator(3, "资金使用合规率", "100", "%"),
            indicator(3, "资金使用合规率", "100", "%"),
            indicator(3, "713厂退休人数", "199", "人"),
            indicator(3, "银行代发成功率", "99", "%"),
        ],
    )
}

fn nanchong() -> Book {
    let by_function = table(
        TableKind::Expenditure,
        vec![
            function("2080109", "社会保险经办机构", "701.30"),
            function("2080505", "机关事业单位基本养老保险缴费支出", "62.52"),
        ],
    );
    let performance = table(
        TableKind::ProjectPerformance,
        vec![
            project("", "全民参保计划工作经费", "7.00"),
            project("", "社保工作经费", "50.00"),
        ],
    );
    book(
        "南充市职工社会保险事业管理局",
        2024,
        vec![by_function, performance],
        vec![
            indicator(1, "资金使用合规率", "100", "%"),
            indicator(1, "政策宣传费用", "2", "万元"),
        ],
    )
}

fn index() -> Index {
    let mut builder = Index::builder();
    for (id, book) in [(XINXIANG, xinxiang()), (NANCHONG, nanchong())] {
        let budget = CatalogueEntry::of(id, &book, "2026-11-21 08:30:00");
        for entry in entries_of(&budget, &book, None) {
            builder.add(&entry);
        }
    }
    builder.build()
}

fn search(text: &str) -> Found {
    search_kind(text, None)
}

fn search_kind(text: &str, kind: Option<Kind>) -> Found {
    index().search(&Query::parse(text, MoneyUnit::Wan), kind, 50, &|| true)
}

fn names(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.name.as_str()).collect()
}

fn marked(hit: &Hit) -> String {
    let all: Vec<char> = hit.name.chars().collect();
    hit.positions.iter().map(|at| all[*at]).collect()
}

#[test]
fn what_of_a_book_can_be_searched_for() {
    let book = xinxiang();
    let budget = CatalogueEntry::of(XINXIANG, &book, "");
    let entries = entries_of(&budget, &book, None);
    let of = |kind| {
        entries
            .iter()
            .filter(|entry| entry.kind == kind)
            .map(|entry| {
                let amount = entry.amount.map(|amount| amount.to_string());
                (entry.code, entry.name, amount.unwrap_or_default())
            })
            .collect::<Vec<_>>()
    };
    let own = |list: &[(&'static str, &'static str, &str)]| {
        list.iter()
            .map(|(code, name, amount)| (*code, *name, (*amount).to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(Kind::Unit),
        own(&[("303016", "新乡市社会保险中心", "11436.06")])
    );
    assert_eq!(
        of(Kind::Project),
        own(&[
            ("410700220000000029774", "职业年金虚账记实资金", "4660.00"),
            ("410700220000000029814", "社保工作经费", "187.47"),
            ("", "聘用20人工资及保险", "87.04"),
        ])
    );
    let subjects = of(Kind::Subject);
    for (code, name, amount) in own(&[
        ("208", "社会保障和就业支出", ""),
        ("20805", "行政事业单位养老支出", ""),
        ("2080506", "机关事业单位职业年金缴费支出", "4660.00"),
        // Two rows print 30101, and their sum is printed nowhere.
        ("30101", "基本工资", ""),
        ("50101", "工资奖金津补贴", "793.00"),
        ("30217", "公务接待费", "5.20"),
        ("50206", "公务接待费", "5.20"),
    ]) {
        assert!(subjects.contains(&(code, name, amount)), "{code} {name}");
    }
    assert_eq!(of(Kind::Indicator).len(), 5);
    let (_, _, value) = &of(Kind::Indicator)[0];
    assert_eq!(value, "4660");
}

#[test]
fn entries_of_one_table() {
    let book = xinxiang();
    let budget = CatalogueEntry::of(XINXIANG, &book, "");
    let entries = entries_of(&budget, &book, Some(TableKind::ProjectPerformance));
    let targets: Vec<Target> = entries.iter().map(|entry| entry.target).collect();
    assert_eq!(targets[0], Target::Project { table: 3, row: 0 });
    assert_eq!(targets.len(), 2 + 5);
    assert!(entries_of(&budget, &book, Some(TableKind::ThreePublic)).is_empty());
}

#[test]
fn chinese_pinyin_and_initials_find_the_same() {
    for text in [
        "职业年金",
        "zhiyenianjin",
        "zynj",
        "职业nianjin",
        "ZYNJ",
        "ｚｙｎｊ",
    ] {
        let found = search(text);
        let contiguous: Vec<&str> = found
            .hits
            .iter()
            .filter(|hit| hit.contiguous)
            .map(|hit| hit.name.as_str())
            .collect();
        assert_eq!(
            contiguous,
            [
                "职业年金虚账记实资金",
                "发放职业年金",
                "机关事业单位职业年金缴费支出",
            ],
            "{text}"
        );
        for hit in found.hits.iter().take(3) {
            assert_eq!(marked(hit), "职业年金", "{text}");
        }
        assert!(found.complete);
    }
}

#[test]
fn every_reading_of_a_character_counts() {
    for (text, name) in [
        ("yinhang", "银行代发成功率"),
        ("yh", "银行代发成功率"),
        ("xingzheng", "行政单位医疗"),
        ("xz", "行政单位医疗"),
        ("heguilv", "资金使用合规率"),
        ("heguilu", "资金使用合规率"),
        ("shehui", "新乡市社会保险中心"),
    ] {
        let found = search(text);
        assert!(names(&found).contains(&name), "{text}");
    }
}

#[test]
fn several_words_in_any_order() {
    let (one, other) = (search("养老 机关"), search("机关 养老"));
    assert_eq!(names(&one), ["机关事业单位基本养老保险缴费支出"]);
    assert_eq!(names(&one), names(&other));
    assert_eq!(marked(&one.hits[0]), "机关养老");
    assert!(search("养老 火箭").hits.is_empty());
}

#[test]
fn contiguous_comes_before_scattered() {
    let found = search("社保");
    assert_eq!(found.hits[0].name, "社保工作经费");
    assert!(found.hits[0].contiguous);
    let last = found.hits.last().unwrap();
    assert_eq!((last.contiguous, marked(last).as_str()), (false, "社保"));
}

#[test]
fn hits_of_one_text_fold_into_one() {
    let found = search("社会保险经办机构");
    assert_eq!(found.hits.len(), 1);
    let hit = &found.hits[0];
    assert_eq!((hit.code.as_ref(), hit.count), ("2080109", 2));
    let places: Vec<(DocumentId, String, Target)> = hit
        .occurrences
        .iter()
        .map(|at| (at.document, at.amount.unwrap().to_string(), at.target))
        .collect();
    assert_eq!(
        places,
        [
            (XINXIANG, "4103.95".to_owned(), Target::Function),
            (NANCHONG, "701.30".to_owned(), Target::Function),
        ]
    );
    // Twice under one project and once in another unit.
    assert_eq!(search("资金使用合规率").hits[0].count, 3);
    // A project is one text, whatever codes the units give it.
    assert_eq!(search("社保工作经费").hits[0].count, 2);
}

#[test]
fn codes_by_their_beginning() {
    let found = search("20805");
    let codes: Vec<&str> = found.hits.iter().map(|hit| hit.code.as_ref()).collect();
    assert_eq!(codes, ["20805", "2080501", "2080506", "2080505"]);
    assert!(found.hits.iter().all(|hit| hit.code_typed == 5));
    let found = search("208 职业");
    assert_eq!(names(&found), ["机关事业单位职业年金缴费支出"]);
    let found = search("4107002200000000298");
    assert_eq!(names(&found), ["社保工作经费"]);
    assert_eq!(found.hits[0].count, 1);
    // Digits of a name are found too.
    assert_eq!(names(&search("713")), ["713厂退休人数"]);
}

#[test]
fn amounts_in_the_unit_shown() {
    assert_eq!(
        names(&search("4660")),
        [
            "发放职业年金",
            "职业年金虚账记实资金",
            "机关事业单位职业年金缴费支出",
        ]
    );
    assert_eq!(
        names(&search(">100 养老")),
        ["机关事业单位基本养老保险缴费支出"]
    );
    let found = search(">100 养老");
    let hit = &found.hits[0];
    assert_eq!((hit.count, hit.occurrences[0].document), (1, XINXIANG));
    let cheap = search("<=5");
    assert_eq!(names(&cheap), ["政策宣传费用"]);
    let in_yuan = Query::parse(">=46600000", MoneyUnit::Yuan);
    let found = index().search(&in_yuan, Some(Kind::Subject), 50, &|| true);
    assert_eq!(names(&found), ["机关事业单位职业年金缴费支出"]);
    assert_eq!(names(&search("4,103.95")), ["社会保险经办机构"]);
}

#[test]
fn every_occurrence_of_a_hit() {
    let index = index();
    let query = Query::parse("社会保险经办 <1000", MoneyUnit::Wan);
    let found = index.search(&query, None, 10, &|| true);
    let all = index.occurrences(&query, &found.hits[0]);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].unit.as_ref(), "南充市职工社会保险事业管理局");
}

#[test]
fn one_kind_and_the_counts_of_all() {
    let found = search_kind("职业年金", Some(Kind::Project));
    assert_eq!(names(&found), ["职业年金虚账记实资金"]);
    assert_eq!(found.totals.of(None), 3);
    assert_eq!(found.totals.of(Some(Kind::Subject)), 1);
    let one = index().search(&Query::parse("职业年金", MoneyUnit::Wan), None, 1, &|| true);
    assert_eq!((one.hits.len(), one.totals.of(None)), (1, 3));
}

#[test]
fn nothing_typed_and_nothing_found() {
    for text in ["", "  ", ">", "火箭", "qwx", ">999999999", "火箭 >1"] {
        let found = search(text);
        assert_eq!((found.hits.len(), found.totals.of(None)), (0, 0), "{text}");
        assert!(found.complete);
    }
    let empty = Index::builder().build();
    let found = empty.search(&Query::parse("养老", MoneyUnit::Wan), None, 10, &|| true);
    assert!(found.hits.is_empty());
}

#[test]
fn a_search_that_nobody_wants_says_so() {
    let found = index().search(&Query::parse("年金", MoneyUnit::Wan), None, 10, &|| false);
    assert!(!found.complete);
}

fn question(text: &str) -> Question {
    Question {
        query: Query::parse(text, MoneyUnit::Wan),
        kind: None,
        limit: 10,
    }
}

fn next(answers: &Receiver<Answer>) -> Answer {
    answers
        .recv_timeout(Duration::from_secs(60))
        .expect("an answer")
}

#[test]
fn the_newest_question_wins() {
    let (answered, answers) = mpsc::channel();
    let (loaded, wait_for_index) = mpsc::channel::<()>();
    let desk = Desk::open(
        move || {
            wait_for_index.recv().ok()?;
            Some(Arc::new(index()))
        },
        move |answer| answered.send(answer).unwrap_or_default(),
    )
    .unwrap();
    // Three keys while the index is still being made: the last alone is answered.
    desk.ask(question("职"));
    desk.ask(question("职业"));
    let turn = desk.ask(question("职业年"));
    loaded.send(()).unwrap();
    let answer = next(&answers);
    assert_eq!(answer.turn, turn);
    assert_eq!(answer.found.hits.len(), 3);
    assert_eq!(
        answer
            .index
            .occurrences(&question("职业年").query, &answer.found.hits[0])
            .len(),
        1
    );
    let turn = desk.ask(question("职业年金缴"));
    let answer = next(&answers);
    assert_eq!((answer.turn, answer.found.hits.len()), (turn, 1));
    drop(desk);
    // The worker ends and lets go of its end of the channel.
    assert!(answers.recv_timeout(Duration::from_secs(60)).is_err());
}
