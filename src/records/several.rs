/*!
A document's budgets: one as a rule, and one a unit where it prints the tables of several.

Of a document that is divided each unit reads a copy, in which the lines of the others are blank:
tables, prose and places are then what they would be in a document of the unit's own.
*/

use super::book::{NotABudget, book};
use super::government::is_government;
use super::identity::{self, Read};
use super::owners::{Share, shares};
use crate::budget::{Book, Given, Locations, Note, Place, Scope, Source, Table, TableState};
use crate::tables::{self, Printed};

/// Puts the books together that a document holds; `gaps` as in [`super::read`]. What is given of
/// the identity goes before what the document says.
pub fn read_all(
    source: Source,
    printed: &Printed,
    gaps: Vec<Note>,
    given: &Given,
) -> Result<Vec<Book>, NotABudget> {
    if is_government(printed) {
        return Err(NotABudget::Government);
    }
    let read = identity::read(&printed.lines, &source.file_name);
    let shares = shares(printed);
    if shares.is_empty() {
        return Ok(vec![alone(source, printed, gaps, &read, given)?]);
    }
    if given.unit.is_some() || given.scope.is_some() {
        return Err(NotABudget::Several(shares.len()));
    }
    let whole = given.clone().or(read.known);
    let mut books: Vec<Book> = Vec::new();
    for share in &shares {
        let book = of_share(share, &source, &gaps, whole.clone(), given)?;
        if books.iter().any(|other| other.identity == book.identity) {
            return Err(NotABudget::Alike(book.identity.unit));
        }
        books.push(book);
    }
    let is_left = |line: usize| shares.iter().all(|share| !share.lines[line]);
    let first = printed.prose.iter().find(|line| {
        line.text.contains('。') && line.text.contains('元') && is_left(line.number as usize - 1)
    });
    if let (Some(line), Some(book)) = (first, books.first_mut()) {
        book.notes.push(Note {
            place: Place::line(line.number),
            excerpt: line.text.chars().take(EXCERPT).collect(),
            message: LEFT.to_owned(),
        });
    }
    Ok(books)
}

/// The one budget of a document, with what is doubtful of whose it is.
fn alone(
    source: Source,
    printed: &Printed,
    gaps: Vec<Note>,
    read: &Read,
    given: &Given,
) -> Result<Book, NotABudget> {
    let known = given.clone().or(read.known.clone());
    let mut book = book(source, printed, gaps, known)?;
    let first = printed.lines.iter().find(|line| !line.is_blank());
    let place = Place::line(first.map_or(1, |line| line.number));
    let doubts = identity::doubts_in_words(read, given)
        .into_iter()
        .chain(blank_form(&book));
    let notes = doubts.map(|message| Note {
        place,
        excerpt: String::new(),
        message,
    });
    book.notes.splice(0..0, notes);
    Ok(book)
}

/// What is said of a form that nobody has filled in.
fn blank_form(book: &Book) -> Option<String> {
    let is = |state: TableState| move |table: &Table| table.state == state;
    let is_empty = |table: &Table| matches!(table.state, TableState::Empty | TableState::Missing);
    let is_zero = book
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .any(|row| !row.figures.is_empty());
    if is_zero
        || !book.tables.iter().any(is(TableState::Empty))
        || !book.tables.iter().all(is_empty)
    {
        return None;
    }
    let unit = &book.identity.unit;
    let is_placeholder = PLACEHOLDERS.iter().any(|blank| unit.contains(blank));
    Some(if is_placeholder {
        format!("这是一张没有填写的空白表：单位名称是“{unit}”，一个数也没有")
    } else {
        "各表一个数也没有，像是没有填写的空白表；请核对".to_owned()
    })
}

/// What a form prints where the name is to be filled in.
const PLACEHOLDERS: &[&str] = &[
    "XX", "xx", "××", "ＸＸ", "某某", "○○", "〇〇", "**", "__", "＿＿",
];

const EXCERPT: usize = 30;
const LEFT: &str = "文件里有几个单位的表，这段文字不知说的是哪个单位，没有用来核对。";

fn of_share(
    share: &Share,
    source: &Source,
    gaps: &[Note],
    whole: Given,
    given: &Given,
) -> Result<Book, NotABudget> {
    let lines = source.text.split('\n').zip(&share.lines);
    let lines = lines.map(|(line, is_kept)| if *is_kept { line } else { "" });
    let is_kept = |place: Place| {
        let index = place.line.checked_sub(1).map(|line| line as usize);
        index.and_then(|index| share.lines.get(index)) == Some(&true)
    };
    let anchors = source.locations.anchors().iter();
    let source = Source {
        text: lines.collect::<Vec<&str>>().join("\n"),
        locations: Locations::new(anchors.filter(|at| is_kept(at.place)).cloned().collect()),
        ..source.clone()
    };
    let gaps = gaps.iter().filter(|gap| is_kept(gap.place)).cloned();
    let printed = tables::find(&source.text);
    let lines = identity::read(&printed.lines, "").known;
    let known = Given {
        unit: Some(share.unit.clone()),
        year: given.year.or(lines.year).or(whole.year),
        stage: given.stage.or(lines.stage).or(whole.stage),
        scope: share.scope.or(lines.scope).or(Some(Scope::Unit)),
    };
    let mut book = book(source, &printed, gaps.collect(), known)?;
    if !share.department.is_empty() {
        book.department.clone_from(&share.department);
    }
    Ok(book)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budgets(text: &str) -> Vec<Book> {
        read(text, &Given::default()).unwrap()
    }

    /// Each budget with its 合计 of 支出总表, its department and the numbers of its sentences.
    fn in_words(text: &str) -> Vec<String> {
        let total = |book: &Book| {
            let mut rows = book.tables.iter().flat_map(|table| &table.rows);
            let total = rows.find(|row| row.name == "合计");
            total.map_or_else(String::new, |row| row.figures[0].amount.to_string())
        };
        let line = |book: &Book| {
            let stated = book.statements.iter().map(|own| own.place.line.to_string());
            format!(
                "{} {} <{}> {}",
                book.identity,
                total(book),
                book.department,
                stated.collect::<Vec<_>>().join(" ")
            )
        };
        budgets(text).iter().map(line).collect()
    }

    /// A table under a title, with a caption where it has one.
    fn table(title: &str, caption: &str, total: &str) -> String {
        let caption = match caption {
            "" => String::new(),
            caption => format!("{caption}\t"),
        };
        format!(
            "{title}\n{caption}单位：万元\n科目编码\t科目名称\t合计\t基本支出\n\t合计\t{total}\t{total}\n213\t农林水支出\t{total}\t{total}\n\n"
        )
    }

    fn expenditure(caption: &str, total: &str) -> String {
        table("2024年支出总表", caption, total)
    }

    #[test]
    fn chapters_by_their_headings() {
        let chapter = |unit: &str, total: &str| {
            format!(
                "{unit}\n第一部分 概况\n收支总预算{total}万元。\n第二部分 预算表\n{}第三部分 情况说明\n支出合计{total}万元。\n\n",
                table("支出总表", "", total)
            )
        };
        let text = [
            chapter("青石市水利局2024年部门预算", "500.00"),
            chapter("青石市水库管理处2024年单位预算", "200.00"),
        ];
        assert_eq!(
            in_words(&text.concat()),
            [
                "青石市水利局 2024 年部门预算 500.00 <> 3 12",
                "青石市水库管理处 2024 年单位预算 200.00 <青石市水利局> 16 25",
            ]
        );
    }

    #[test]
    fn sheets_called_by_what_they_are() {
        let text = format!(
            "汇总\n{}本级\n{}水库\n{}",
            expenditure("单位名称：青石市水利局", "500.00"),
            expenditure("单位名称：青石市水利局", "300.00"),
            expenditure("单位名称：青石市水库管理处", "200.00"),
        );
        assert_eq!(
            in_words(&text),
            [
                "青石市水利局 2024 年部门预算 500.00 <> ",
                "青石市水利局 2024 年单位预算 300.00 <青石市水利局> ",
                "青石市水库管理处 2024 年单位预算 200.00 <青石市水利局> ",
            ]
        );
    }

    #[test]
    fn a_table_without_a_caption_follows_the_one_before() {
        let text = [
            "青石市水利局2024年部门预算\n".to_owned(),
            expenditure("部门：301-青石市水利局", "500.00"),
            table("一般公共预算支出表", "", "500.00"),
            expenditure("部门：301002-青石市水库管理处", "200.00"),
            table("一般公共预算支出表", "", "200.00"),
        ];
        let tables: Vec<usize> = budgets(&text.concat())
            .iter()
            .map(|book| book.tables.len())
            .collect();
        assert_eq!(tables, [2, 2]);
    }

    #[test]
    fn titles_that_begin_with_the_unit() {
        let text = [
            table("青石市养护中心2024年单位支出总表", "", "500.00"),
            table("青石市运输中心2024年单位支出总表", "", "200.00"),
        ];
        assert_eq!(
            in_words(&text.concat()),
            [
                "青石市养护中心 2024 年单位预算 500.00 <> ",
                "青石市运输中心 2024 年单位预算 200.00 <> ",
            ]
        );
    }

    fn read(text: &str, given: &Given) -> Result<Vec<Book>, NotABudget> {
        let source = Source {
            file_name: "a.txt".to_owned(),
            sha256: String::new(),
            text: text.to_owned(),
            locations: Locations::default(),
            files: Vec::new(),
        };
        read_all(source, &tables::find(text), Vec::new(), given)
    }

    #[test]
    fn a_government_is_no_unit() {
        let given = Given::default();
        let is_government = |text: &str| read(text, &given) == Err(NotABudget::Government);
        let income =
            "收入\t预算数\n一、税收收入\t3.00\n增值税\t1.00\n企业所得税\t1.00\n契税\t1.00\n";
        assert!(is_government(&format!(
            "2024年一般公共预算收入表\n单位：万元\n{income}"
        )));
        assert!(is_government(&format!(
            "青石市2024年预算草案\n{}",
            table("支出表", "", "5.00")
        )));
        assert!(is_government(
            &[
                table("2024年青石市本级一般公共预算支出表", "", "5.00"),
                table("2024年全市政府性基金预算支出表", "", "5.00"),
            ]
            .concat()
        ));
        let department = [
            "青石市财政局2024年部门预算\n负责编制全市预算草案，汇编市本级财政决算。\n".to_owned(),
            table(
                "2024年青石市一般公共预算支出表",
                "部门：青石市财政局",
                "5.00",
            ),
            table(
                "2024年青石市政府性基金预算支出表",
                "部门：青石市财政局",
                "5.00",
            ),
        ];
        assert!(!is_government(&department.concat()));
    }

    #[test]
    fn what_is_given_goes_before_what_is_read() {
        let text = expenditure("单位：万元", "5.00");
        let given = Given {
            unit: Some("青石市档案馆".to_owned()),
            ..Given::default()
        };
        assert_eq!(read(&text, &Given::default()), Err(NotABudget::NoUnit));
        let book = &read(&text, &given).unwrap()[0];
        assert_eq!(book.identity.to_string(), "青石市档案馆 2024 年单位预算");
        assert!(
            book.notes[0].message.contains("--scope"),
            "{:?}",
            book.notes
        );
        let given = Given {
            scope: Some(Scope::Department),
            year: Some(2023),
            ..given
        };
        let book = &read(&text, &given).unwrap()[0];
        assert_eq!(book.identity.to_string(), "青石市档案馆 2023 年部门预算");
        assert!(book.notes.is_empty(), "{:?}", book.notes);
    }

    #[test]
    fn a_blank_form_is_said_to_be_one() {
        let text = "青石市XX局2024年部门决算\n收入决算表\n单位：万元\n项目\t\t本年收入合计\t财政拨款收入\n功能分类科目编码\t科目名称\t\t\n205\t教育支出\t\t\n20502\t普通教育\t\t\n合计\t\t\t\n";
        let book = &read(text, &Given::default()).unwrap()[0];
        assert_eq!(book.fact_count(), 0);
        assert!(book.notes[0].message.contains("空白表"), "{:?}", book.notes);
    }

    #[test]
    fn spellings_and_names_of_others_divide_nothing() {
        let text = [
            "青石市人力资源和社会保障局2024年部门预算\n".to_owned(),
            expenditure("部门：青石市人力资源和社会保障局", "500.00"),
            table("一般公共预算支出表", "部门：301-青石市人社局", "500.00"),
            table(
                "政府性基金支出表",
                "单位：青石市人力资源和社会保障局（本级）",
                "1.00",
            ),
            table("项目支出表", "填报单位：青石市社会保险中心", "3.00"),
            table("项目支出表", "填报单位：青石市就业中心", "4.00"),
        ];
        assert_eq!(budgets(&text.concat()).len(), 1);
    }
}
