//! Files of every format that can be read, made from the figures of published budgets: the
//! same figures come out whatever file they went into.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as expected"
)]

use lkx::budget::{Book, MoneyUnit, RowKind, Table, TableKind, TableState};
use lkx::commands::{ReadError, read_book};
use lkx::documents::{DocumentError, File};
use std::path::Path;

fn book(path: &str) -> Book {
    read(path, None).unwrap()
}

fn read(path: &str, password: Option<&str>) -> Result<Book, ReadError> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/documents")
        .join(path);
    let bytes = std::fs::read(&path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    read_book(&File {
        name: &name,
        bytes: &bytes,
        password,
    })
}

/// The rows of a table as `code name | measure amount source …`.
fn rows(book: &Book, kind: TableKind) -> Vec<String> {
    let table = book.table(kind).unwrap();
    table
        .rows
        .iter()
        .map(|row| {
            let figures = row.figures.iter().map(|figure| {
                let source = book.source.name_of(figure.place);
                format!(" | {} {} {source}", figure.measure, figure.amount)
            });
            format!("{} {}{}", row.code, row.name, figures.collect::<String>())
        })
        .collect()
}

#[test]
fn forms_that_nobody_filled_in_give_no_figure() {
    for path in ["word/blank.docx", "workbook/blank.xlsx", "html/blank.html"] {
        let book = book(path);
        assert_eq!(book.identity.unit, "××省××局", "{path}");
        let tables = book.tables.iter();
        let states: Vec<_> = tables
            .map(|table| (table.kind_name(), table.state))
            .collect();
        let empty = |name: &'static str| (name, TableState::Empty);
        assert_eq!(
            states,
            [
                empty("收支总表"),
                empty("支出总表"),
                empty("三公经费表"),
                empty("项目绩效目标表")
            ],
            "{path}"
        );
        assert_eq!((book.fact_count(), book.indicators.len()), (0, 0), "{path}");
        let notes: Vec<&str> = book
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        assert!(
            matches!(notes.as_slice(), [only] if only.contains("空白表")),
            "{path}: {notes:?}"
        );
    }
}

#[test]
fn a_web_page_by_the_name_of_a_workbook() {
    let book = book("html/budget.xls");
    assert_eq!(book.identity.unit, "某某市社会保险中心");
    assert_eq!(book.identity.year, 2023);
    let at = |row: u32, cell: u32| format!("budget.xls:表1/行{row}/格{cell}");
    assert_eq!(
        rows(&book, TableKind::Expenditure),
        [
            format!(
                " 合计 | 合计 11436.06 {} | 基本支出 4675.21 {} | 项目支出 6760.85 {}",
                at(3, 5),
                at(3, 6),
                at(3, 7)
            ),
            format!(
                "2080109 社会保险经办机构 | 合计 4103.95 {} | 基本支出 3760.95 {} | 项目支出 343.00 {}",
                at(4, 5),
                at(4, 6),
                at(4, 7)
            ),
            format!(
                "2080506 机关事业单位职业年金缴费支出 | 合计 4660.00 {} | 项目支出 4660.00 {}",
                at(5, 5),
                at(5, 7)
            ),
            format!(
                "2101101 行政单位医疗 | 合计 2672.11 {} | 基本支出 914.26 {} | 项目支出 1757.85 {}",
                at(6, 5),
                at(6, 6),
                at(6, 7)
            ),
        ]
    );
}

#[test]
fn a_workbook_with_a_sheet_a_table_and_several_on_one() {
    let book = book("workbook/budget.xlsx");
    assert_eq!(book.identity.unit, "某某市社会保险中心");
    let at = |cell: &str| format!("budget.xlsx:支出总表!{cell}");
    assert_eq!(
        rows(&book, TableKind::Expenditure),
        [
            format!(
                " 合计 | 合计 11436.06 {} | 基本支出 4675.21 {} | 项目支出 6760.85 {}",
                at("E5"),
                at("F5"),
                at("G5")
            ),
            format!(
                "2080109 社会保险经办机构 | 合计 4103.95 {} | 基本支出 3760.95 {} | 项目支出 343.00 {}",
                at("E6"),
                at("F6"),
                at("G6")
            ),
            format!(
                "2080506 机关事业单位职业年金缴费支出 | 合计 4660.00 {} | 项目支出 4660.00 {}",
                at("E7"),
                at("G7")
            ),
            format!(
                "2101101 行政单位医疗 | 合计 2672.11 {} | 基本支出 914.26 {} | 项目支出 1757.85 {}",
                at("E8"),
                at("F8"),
                at("G8")
            ),
        ]
    );
    let amounts = |kind| -> Vec<String> {
        let rows = &book.table(kind).unwrap().rows;
        let figures = rows.iter().flat_map(|row| &row.figures);
        figures.map(|figure| figure.amount.to_string()).collect()
    };
    assert_eq!(
        amounts(TableKind::ThreePublic),
        ["5.20", "0.00", "5.20", "0.00", "5.20", "0.00"]
    );
    assert_eq!(amounts(TableKind::GovernmentFund), ["12.50", "12.50"]);
    assert!(book.table(TableKind::Income).is_none(), "a hidden sheet");
    let said = book.notes.iter().map(|note| note.message.as_str());
    let said: Vec<&str> = said.collect();
    assert_eq!(said, ["有 1 张工作表是隐藏的（底稿），没有读。"]);
}

#[test]
fn hidden_rows_and_columns_were_not_published() {
    let book = book("workbook/hidden.xlsx");
    let names: Vec<String> = rows(&book, TableKind::Expenditure)
        .iter()
        .map(|row| row.split(" |").take(2).collect::<Vec<_>>().join(" |"))
        .collect();
    let at = |cell: &str| format!("hidden.xlsx:支出总表!{cell}");
    assert_eq!(
        names,
        [
            format!(" 合计 | 合计 11436.06 {}", at("D4")),
            format!("2080109 社会保险经办机构 | 合计 4103.95 {}", at("D5")),
            format!(
                "2080506 机关事业单位职业年金缴费支出 | 合计 4660.00 {}",
                at("D7")
            ),
            format!("2101101 行政单位医疗 | 合计 2672.11 {}", at("D8")),
        ]
    );
    let said: Vec<&str> = book
        .notes
        .iter()
        .map(|note| note.message.as_str())
        .collect();
    assert_eq!(said, ["工作表“支出总表”有 1 行、2 列是隐藏的，没有读。"]);
}

#[test]
fn an_open_document_shows_its_numbers() {
    let book = book("workbook/budget.ods");
    let at = |cell: &str| format!("budget.ods:支出总表!{cell}");
    assert_eq!(
        rows(&book, TableKind::Expenditure),
        [
            format!(
                " 合计 | 合计 11436.06 {} | 基本支出 4675.21 {} | 项目支出 6760.85 {}",
                at("D4"),
                at("E4"),
                at("F4")
            ),
            format!(
                "2080109 社会保险经办机构 | 合计 4104.45 {} | 基本支出 3760.95 {} | 项目支出 343.50 {}",
                at("D5"),
                at("E5"),
                at("F5")
            ),
            format!(
                "2080506 机关事业单位职业年金缴费支出 | 合计 4659.50 {} | 项目支出 4659.50 {}",
                at("D7"),
                at("F7")
            ),
            format!(
                "2101101 行政单位医疗 | 合计 2672.11 {} | 基本支出 914.26 {} | 项目支出 1757.85 {}",
                at("D8"),
                at("E8"),
                at("F8")
            ),
        ]
    );
    let said: Vec<&str> = book
        .notes
        .iter()
        .map(|note| note.message.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "有 1 张工作表是隐藏的（内部），没有读。",
            "工作表“支出总表”有 1 行、1 列是隐藏的，没有读。",
            "文件里有 1 处批注写着数字；批注不是正文，没有读，请核实。"
        ]
    );
    assert!(book.table(TableKind::Income).is_none(), "a hidden sheet");
}

#[test]
fn an_old_workbook_whose_sheet_is_the_title() {
    let book = book("workbook/budget.xls");
    assert_eq!(book.identity.unit, "某某市社会保险中心");
    let rows = rows(&book, TableKind::Expenditure);
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows[1],
        "2080109 社会保险经办机构 | 合计 4103.95 budget.xls:2023年单位支出预算表!C4 \
         | 基本支出 3760.95 budget.xls:2023年单位支出预算表!D4 \
         | 项目支出 343.5 budget.xls:2023年单位支出预算表!E4"
    );
}

#[test]
fn older_and_binary_workbooks_show_decimals_and_hide_what_is_hidden() {
    for name in ["shown.xls", "budget.xlsb"] {
        let book = book(&format!("workbook/{name}"));
        let at = |cell: &str| format!("{name}:支出总表!{cell}");
        assert_eq!(
            rows(&book, TableKind::Expenditure),
            [
                format!(
                    " 合计 | 合计 11436.06 {} | 基本支出 4675.21 {} | 项目支出 6760.85 {}",
                    at("C4"),
                    at("D4"),
                    at("F4")
                ),
                format!(
                    "2080109 社会保险经办机构 | 合计 4104.45 {} | 基本支出 3760.95 {} \
                     | 项目支出 343.50 {}",
                    at("C5"),
                    at("D5"),
                    at("F5")
                ),
                format!(
                    "2080506 机关事业单位职业年金缴费支出 | 合计 4659.50 {} | 项目支出 4659.50 {}",
                    at("C7"),
                    at("F7")
                ),
                format!(
                    "2101101 行政单位医疗 | 合计 2672.11 {} | 基本支出 914.26 {} \
                     | 项目支出 1757.85 {}",
                    at("C8"),
                    at("D8"),
                    at("F8")
                ),
            ],
            "{name}"
        );
        let said: Vec<&str> = book
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        assert_eq!(
            said,
            ["工作表“支出总表”有 1 行、1 列是隐藏的，没有读。"],
            "{name}"
        );
    }
}

#[test]
fn locked_office_files_are_the_same_opened() {
    for (name, opened) in [
        ("password-12345.xlsx", "workbook/hidden.xlsx"),
        ("password-12345.docx", "word/budget.docx"),
        ("password-12345.xls", "workbook/shown.xls"),
    ] {
        let path = format!("locked/{name}");
        let refused = |password| match read(&path, password) {
            Err(ReadError::Document(error)) => Some(error),
            _ => None,
        };
        assert_eq!(refused(None), Some(DocumentError::NeedsPassword), "{name}");
        let wrong = refused(Some("54321"));
        assert_eq!(wrong, Some(DocumentError::WrongPassword), "{name}");
        let read = read(&path, Some("12345")).unwrap();
        assert_eq!(read.source.text, book(opened).source.text, "{name}");
    }
}

#[test]
fn a_protected_structure_asks_for_no_password() {
    let text = |path| book(path).source.text;
    let opened = text("workbook/budget.xlsb");
    assert_eq!(text("locked/structure-only.xlsb"), opened);
}

#[test]
fn a_word_document_with_merged_cells_and_changes() {
    let book = book("word/budget.docx");
    assert_eq!(book.identity.unit, "某某市社会保险中心");
    assert_eq!(book.identity.year, 2023);
    let at = |table: u32, row: u32, cell: u32| format!("budget.docx:表{table}/行{row}/格{cell}");
    assert_eq!(
        rows(&book, TableKind::Expenditure),
        [
            format!(
                " 合计 | 合计 11436.06 {} | 基本支出 4675.21 {} | 项目支出 6760.85 {}",
                at(1, 3, 5),
                at(1, 3, 6),
                at(1, 3, 7)
            ),
            format!(
                "2080109 社会保险经办机构 | 合计 4103.95 {} | 基本支出 3760.95 {} | 项目支出 343.00 {}",
                at(1, 4, 5),
                at(1, 4, 6),
                at(1, 4, 7)
            ),
            format!(
                "2080506 机关事业单位职业年金缴费支出 | 合计 4660.00 {} | 项目支出 4660.00 {}",
                at(1, 5, 5),
                at(1, 5, 7)
            ),
            format!(
                "2101101 行政单位医疗 | 合计 2672.11 {} | 基本支出 914.26 {} | 项目支出 1757.85 {}",
                at(1, 6, 5),
                at(1, 6, 6),
                at(1, 6, 7)
            ),
        ]
    );
    let projects = &book.table(TableKind::Projects).unwrap().rows;
    let kinds: Vec<(&str, &str)> = projects
        .iter()
        .filter_map(|row| Some((row.name.as_str(), row.project.as_ref()?.kind.as_str())))
        .collect();
    assert_eq!(
        kinds,
        [
            ("社保工作经费", "特定目标类"),
            ("信息系统维护费", "特定目标类")
        ]
    );
    let said = book.source.text.matches("本件由系统生成").count();
    assert_eq!(said, 1, "a text box is said once");
}

#[test]
fn the_same_document_in_other_formats_of_word() {
    let docx = book("word/budget.docx");
    for ending in ["doc", "odt", "rtf"] {
        let other = book(&format!("word/budget.{ending}"));
        assert_eq!(other.identity, docx.identity, "{ending}");
        for kind in [TableKind::Expenditure, TableKind::Projects] {
            let named = |row: String| row.replace(&format!("budget.{ending}"), "budget.docx");
            let read: Vec<String> = rows(&other, kind).into_iter().map(named).collect();
            assert_eq!(read, rows(&docx, kind), "{ending}");
        }
    }
}

#[test]
fn a_whole_word_document_knows_its_places() {
    let book = book("word/xinxiang-2023.docx");
    let expenditure = rows(&book, TableKind::Expenditure);
    assert!(
        expenditure[2].contains(" | 项目支出 346.51 xinxiang-2023.docx:表3/行7/格12 |"),
        "{}",
        expenditure[2]
    );
    assert!(!book.source.text.contains("99.99"), "a header of pages");
}

#[test]
fn a_table_of_separated_fields() {
    let book = book("separated/budget.csv");
    assert_eq!(book.identity.unit, "某某市社会保险中心");
    assert_eq!(
        rows(&book, TableKind::Expenditure),
        [
            " 合计 | 合计 11436.06 budget.csv:6 | 基本支出 4675.21 budget.csv:6 \
             | 项目支出 6760.85 budget.csv:6",
            "2080109 社会保险经办机构 | 合计 4103.95 budget.csv:7 | 基本支出 3760.95 budget.csv:7 \
             | 项目支出 343.00 budget.csv:7",
            "2080506 机关事业单位职业年金缴费支出 | 合计 4660.00 budget.csv:8 \
             | 项目支出 4660.00 budget.csv:8",
            "2101101 行政单位医疗 | 合计 2672.11 budget.csv:10 | 基本支出 914.26 budget.csv:10 \
             | 项目支出 1757.85 budget.csv:10",
        ]
    );
}

/// 支出预算表 of one published budget, whatever page it was drawn on, without the places.
fn expenditure_of(path: &str) -> Vec<String> {
    let book = book(path);
    assert_eq!(book.identity.unit, "某某市社会保险中心");
    assert_eq!(book.identity.year, 2023);
    assert_eq!(book.tables.len(), 1, "{:?}", book.notes);
    let rows = &book.table(TableKind::Expenditure).unwrap().rows;
    let gist = rows.iter().map(|row| {
        let figures = row
            .figures
            .iter()
            .map(|figure| format!(" | {} {}", figure.measure, figure.amount));
        format!("{} {}{}", row.code, row.name, figures.collect::<String>())
    });
    gist.collect()
}

#[test]
fn pages_with_lines_across_with_none_and_turned() {
    let expected = [
        " 合计 | 合计 11436.06 | 基本支出 4675.21 | 基本支出/人员经费 4267.66 \
         | 基本支出/公用经费 407.55 | 项目支出 6760.85",
        "2080109 社会保险经办机构 | 合计 4103.95 | 基本支出 3757.44 \
         | 基本支出/人员经费 3360.15 | 基本支出/公用经费 397.29 | 项目支出 346.51",
        "2080501 行政单位离退休 | 合计 338.57 | 基本支出 338.57 | 基本支出/人员经费 328.31 \
         | 基本支出/公用经费 10.26",
        "2080505 机关事业单位基本养老保险缴费支出 | 合计 282.50 | 基本支出 282.50 \
         | 基本支出/人员经费 282.50",
        "2080506 机关事业单位职业年金缴费支出 | 合计 4660.00 | 项目支出 4660.00",
        "2080801 死亡抚恤 | 合计 1.82 | 基本支出 1.82 | 基本支出/人员经费 1.82",
        "2089999 其他社会保障和就业支出 | 合计 1757.88 | 基本支出 3.54 \
         | 基本支出/人员经费 3.54 | 项目支出 1754.34",
        "2101101 行政单位医疗 | 合计 148.99 | 基本支出 148.99 | 基本支出/人员经费 148.99",
        "2101103 公务员医疗补助 | 合计 142.35 | 基本支出 142.35 | 基本支出/人员经费 142.35",
    ];
    for path in ["lines-across", "no-lines", "turned"] {
        for path in [format!("pdf/{path}.pdf"), format!("ofd/{path}.ofd")] {
            assert_eq!(expenditure_of(&path), expected, "{path}");
        }
    }
}

#[test]
fn a_page_says_the_same_in_either_format() {
    for name in ["merged-over-pages", "dashes-beside-figures", "evened-out"] {
        let pdf = book(&format!("pdf/{name}.pdf"));
        let ofd = book(&format!("ofd/{name}.ofd"));
        let figures = |book: &Book| -> Vec<String> {
            let rows = book.tables.iter().flat_map(|table| &table.rows);
            let figures = rows.flat_map(|row| {
                let name = format!("{} {}", row.code, row.name);
                let figures = row.figures.iter();
                figures.map(move |figure| format!("{name} {} {}", figure.measure, figure.amount))
            });
            figures.collect()
        };
        assert!(pdf.fact_count() > 0, "{name}");
        assert_eq!(figures(&ofd), figures(&pdf), "{name}");
        assert_eq!(ofd.notes.len(), pdf.notes.len(), "{name}");
    }
}

/// An OFD with whole figures, one a row, over two pages without lines.
#[test]
fn whole_figures_of_an_ofd_stand_in_their_columns() {
    let book = book("ofd/one-figure-a-row.ofd");
    let table = &book.tables[0];
    let staff = |code: &str| code.starts_with("301") || code.starts_with("303");
    let rows = table.rows.iter().filter(|row| !row.code.is_empty());
    for row in rows {
        let expected = if staff(&row.code) {
            "人员经费"
        } else {
            "公用经费"
        };
        let measures: Vec<String> = row.figures.iter().map(|f| f.measure.to_string()).collect();
        assert_eq!(measures, [expected], "{}", row.code);
    }
    assert_eq!((table.rows.len(), book.fact_count()), (18, 19));
}

/// The rows of a table as `name amount`, by their first figures.
fn names_and_amounts(table: &Table) -> Vec<String> {
    let rows = table.rows.iter();
    rows.filter_map(|row| Some(format!("{} {}", row.name, row.figures.first()?.amount)))
        .collect()
}

#[test]
fn what_a_page_break_divided_is_one() {
    let book = book("pdf/merged-over-pages.pdf");
    let table = book.table(TableKind::Projects).unwrap();
    let expected = [
        "合计 6760.85",
        "社会保障卡工作经费 159.04",
        "离休人员护理费 8.83",
        "职业年金记实补助 4660.00",
        "企业离休干部医疗费财政负担部分和机关生活补贴 187.47",
        "工伤保险宣传 200.00",
        "退休人员补贴 1545.51",
    ];
    assert_eq!(names_and_amounts(table), expected);
}

#[test]
fn a_project_printed_again_or_divided_by_a_page_break_is_one() {
    let book = book("pdf/printed-again.pdf");
    let table = book.table(TableKind::ProjectPerformance).unwrap();
    let expected = [
        "社会保障卡工作经费 159.04",
        "离休人员护理费 8.83",
        "退休人员补贴 1545.51",
    ];
    assert_eq!(names_and_amounts(table), expected);
    let told: Vec<[&str; 3]> = book
        .indicators
        .iter()
        .map(|one| {
            let project = &table.rows[one.row.unwrap()].name;
            [project.as_str(), one.level1.as_str(), one.name.as_str()]
        })
        .collect();
    let (card, care, aid) = ("社会保障卡工作经费", "离休人员护理费", "退休人员补贴");
    assert_eq!(
        told,
        [
            [card, "产出指标", "制发社会保障卡"],
            [card, "产出指标", "制卡合格率"],
            [card, "产出指标", "制卡周期"],
            [card, "效益指标", "群众知晓率"],
            [card, "满意度指标", "持卡人满意度"],
            [care, "产出指标", "发放人数"],
            [care, "产出指标", "按月发放"],
            [care, "满意度指标", "离休人员满意度"],
            [aid, "产出指标", "补贴人数"],
            [aid, "产出指标", "发放时间"],
            [aid, "效益指标", "群体稳定"],
            [aid, "效益指标", "政策知晓"],
            [aid, "满意度指标", "退休人员满意度"],
        ]
    );
}

#[test]
fn the_unit_of_money_near_the_top_of_every_page_is_no_running_title() {
    let book = book("pdf/unit-on-every-page.pdf");
    let units: Vec<_> = book.tables.iter().map(|table| table.money_unit).collect();
    assert_eq!(units, [MoneyUnit::Yuan; 4]);
    assert!(!book.source.text.contains("预算公开"), "the running title");
    assert!(!book.source.text.contains("- 2 -"), "the page number");
    let printed = rows(&book, TableKind::ThreePublic);
    assert_eq!(printed.len(), 1);
    assert!(printed[0].contains("公务接待费 51300.00"), "{printed:?}");
}

#[test]
fn a_two_sided_table_above_wider_ones_on_its_sheet_keeps_its_right_side() {
    let book = book("workbook/two-sided-beside-wider.xlsx");
    let printed = rows(&book, TableKind::IncomeAndExpenditure);
    let right: Vec<&String> = printed
        .iter()
        .filter(|row| row.contains("社会保障和就业支出") || row.contains("支出总计"))
        .collect();
    let amounts = ["D5", "D9"]
        .map(|cell| format!("支出 17553800.00 two-sided-beside-wider.xlsx:收支总表!{cell}"));
    assert_eq!(right.len(), 2, "{printed:?}");
    for (row, amount) in right.iter().zip(&amounts) {
        assert!(row.contains(amount.as_str()), "{row}");
    }
}

#[test]
fn a_final_account_without_vertical_lines_keeps_its_columns() {
    // Figures stand at the right of their columns, a finger's breadth from the next text; the
    // headings, the numbers of the columns and the dashes stand in the middle.
    let book = book("pdf/final-account-horizontal-rules.pdf");
    let counts: Vec<usize> = book.tables.iter().map(Table::figure_count).collect();
    assert_eq!(counts, [12, 40, 45, 19, 45, 20, 0, 0, 7]);
    let source = "final-account-horizontal-rules.pdf";
    let expenditure = rows(&book, TableKind::Expenditure);
    assert_eq!(
        expenditure.last().unwrap(),
        &format!(
            "2210203 购房补贴 | 合计 111806.90 {source}#p4 | 基本支出 89805.80 {source}#p4 | 项目支出 22001.10 {source}#p4"
        )
    );
    let basic = rows(&book, TableKind::GeneralBudgetBasic);
    assert!(basic.contains(&format!("301 工资福利支出 | 人员经费 49614.99 {source}#p8")));
    let three = rows(&book, TableKind::ThreePublic);
    assert!(
        three[0].contains("预算数/公务用车购置费 597.27"),
        "{three:?}"
    );
    assert!(
        three[0].contains("决算数/公务用车运行费 1951.45"),
        "{three:?}"
    );
}

#[test]
fn a_table_without_vertical_lines_goes_on_over_the_page() {
    // Three rows stand on the second page, one with a short name at the left and one with its
    // name in the middle: what look like two columns are one, and 行次 is no amount.
    let book = book("pdf/continued-without-lines.pdf");
    let source = "continued-without-lines.pdf";
    let printed = rows(&book, TableKind::IncomeAndExpenditure);
    let ends: Vec<&String> = printed.iter().filter(|row| row.contains("总计")).collect();
    let expected = ["收入", "支出"].map(|side| format!(" 总计 | {side} 678590.35 {source}#p3"));
    assert_eq!(ends, expected.iter().collect::<Vec<_>>());
    let appropriation = rows(&book, TableKind::FiscalAppropriation);
    assert_eq!(
        appropriation.last().unwrap(),
        &format!(
            " 总计 | 支出/合计 674517.94 {source}#p7 | 支出/一般公共预算 674517.94 {source}#p7"
        )
    );
}

#[test]
fn codes_units_and_titles_stand_where_provinces_put_them() {
    let plain = ["| 2050204 高中教育 | 1600.00 | 1000.00 | 600.00"];
    let in_units = [
        "301001 | 2010301 行政运行 | 120.00 | 120.00",
        "301001 | 2010302 一般行政管理事务 | 60.00 | 60.00",
        "301002 | 2050204 高中教育 | 120.00 | 80.00 | 40.00",
    ];
    let merged = [
        "青岭县教育局 | 2010301 行政运行 | 120.00 | 120.00",
        "青岭县教育局 | 2010302 一般行政管理事务 | 60.00 | 60.00",
        "青岭县第一中学 | 2050204 高中教育 | 120.00 | 80.00 | 40.00",
    ];
    let behind = [
        "301001 | 2010301 行政运行 | 180.00 | 120.00 | 60.00",
        "301002 | 2050204 高中教育 | 120.00 | 80.00 | 40.00",
    ];
    for (page, expected) in [
        ("unit-before-function", &in_units[..]),
        ("unit-merged-over-functions", &merged),
        ("unit-behind-function", &behind),
        ("unit-of-money-in-title", &plain),
        ("title-printed-twice", &plain),
        ("number-in-last-column", &plain),
        ("divided-codes", &plain),
        ("codes-in-brackets", &plain),
        ("contents-with-numbers", &plain),
    ] {
        let book = book(&format!("html/layouts/{page}.html"));
        let table = book.table(TableKind::Expenditure).unwrap();
        let functions = table
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Function);
        let printed: Vec<String> = functions
            .map(|row| {
                let amounts = row.figures.iter().map(|figure| figure.amount.to_string());
                let labels = format!("{} | {} {}", row.unit, row.code, row.name);
                let cells: Vec<String> = std::iter::once(labels).chain(amounts).collect();
                cells.join(" | ").trim().to_owned()
            })
            .collect();
        assert_eq!(printed, expected, "{page}");
        let measures: Vec<&str> = table.rows[0]
            .figures
            .iter()
            .map(|figure| figure.measure.path())
            .collect();
        assert_eq!(measures, ["合计", "基本支出", "项目支出"], "{page}");
    }
    let in_yuan = book("html/layouts/unit-of-money-in-title.html");
    assert_eq!(in_yuan.tables[0].money_unit, MoneyUnit::Yuan);
}

#[test]
fn a_form_for_each_project_gives_its_money_its_goal_and_its_indicators() {
    let book = book("html/layouts/forms-of-projects.html");
    let source = "forms-of-projects.html";
    let projects = rows(&book, TableKind::ProjectPerformance);
    assert_eq!(projects.len(), 2, "{projects:?}");
    assert_eq!(
        projects[0],
        format!(
            " 校舍安全巡查 | 资金总额 145.58 {source}:表1/行3/格3 | 财政拨款 100.00 {source}:表1/行4/格2 | 其他资金 45.58 {source}:表1/行5/格2"
        )
    );
    let table = book.table(TableKind::ProjectPerformance).unwrap();
    let details = table.rows[0].project.as_ref().unwrap();
    assert_eq!(details.code, "41102424000000010001");
    assert_eq!(details.goal, "巡查全部校舍。");
    assert_eq!(table.rows[0].unit, "青岭县教育局");
    let indicators: Vec<String> = book
        .indicators
        .iter()
        .map(|one| {
            let levels = format!("{} {}", one.level1, one.level2);
            format!(
                "{:?} {levels} {} {}{}",
                one.row, one.name, one.value, one.value_unit
            )
        })
        .collect();
    assert_eq!(
        indicators,
        [
            "Some(0) 产出指标 数量指标 巡查校舍栋数 56栋",
            "Some(0) 产出指标 时效指标 巡查完成率 95%",
            "Some(0) 满意度指标 服务对象满意度指标 家长满意度 90%",
            "Some(1) 产出指标 数量指标 购置图书册数 3000册",
        ]
    );
    assert!(book.notes.is_empty(), "{:?}", book.notes);
}

#[test]
fn blank_columns_and_dashes_leave_figures_where_they_are() {
    let total = |path: &str, kind: TableKind| {
        let book = book(path);
        let table = book.table(kind).unwrap();
        let figures = table.rows[0].figures.iter();
        let printed = figures.map(|figure| format!("{} {}", figure.measure, figure.amount));
        assert_eq!(table.rows[0].kind, RowKind::Total);
        printed.collect::<Vec<String>>()
    };
    // The name of the total stands over two columns; 基本支出 has no figure.
    assert_eq!(
        total("pdf/blank-column.pdf", TableKind::StateCapital),
        ["合计 40.96", "项目支出 40.96"]
    );
    // A dash for 附属单位上缴收入 stands nearer to the figure of 其他收入 than to its heading.
    assert_eq!(
        total("pdf/dashes-beside-figures.pdf", TableKind::Income),
        [
            "本年收入 110.96",
            "财政拨款收入 106.02",
            "事业收入 0.82",
            "其他收入 4.12"
        ]
    );
    // 类, 款 and 项 stand beside the numbers of the columns.
    assert_eq!(
        total("pdf/codes-over-column-numbers.pdf", TableKind::Income),
        [
            "本年收入 7339.50",
            "财政拨款收入 7238.21",
            "事业收入 72.39",
            "事业单位经营收入 13.76",
            "其他收入 15.14"
        ]
    );
}

#[test]
fn a_page_break_between_merged_cells_divides_none_of_them() {
    let parts = book("pdf/break-between-merged.pdf");
    let table = parts.table(TableKind::Projects).unwrap();
    let projects: Vec<String> = table
        .rows
        .iter()
        .filter(|row| row.kind == RowKind::Project)
        .map(|row| {
            let kind = row.project.as_ref().map_or("", |own| own.kind.as_str());
            format!("{} {kind} {}", row.unit, row.name)
        })
        .collect();
    assert_eq!(
        projects,
        [
            "青岭县教育局 其他运转类 实训基地建设项目",
            "青岭县教育局 其他运转类 学校公用经费补助",
            "青岭县第一中学 特定目标类 教师培训专项",
            "青岭县第一中学 特定目标类 乡村教师生活补助",
        ]
    );
    // 经济成本指 stands on the page before, 标 on the next.
    let divided = book("pdf/level-divided-by-page.pdf");
    let levels: Vec<&str> = divided
        .indicators
        .iter()
        .filter(|one| one.level1 == "成本指标")
        .map(|one| one.level2.as_str())
        .collect();
    assert_eq!(levels, ["经济成本指标", "经济成本指标"]);
}

#[test]
fn prices_and_numbers_of_what_is_bought_are_no_amounts() {
    let book = book("html/layouts/procurement-prices.html");
    let source = "procurement-prices.html";
    let printed = rows(&book, TableKind::Procurement);
    assert_eq!(
        printed[1],
        format!(
            " 校园监控设备 | 合计 50.00 {source}:表1/行3/格4 | 一般公共预算 50.00 {source}:表1/行3/格5"
        )
    );
    assert_eq!(book.tables[0].state, TableState::Filled);
}

#[test]
fn of_a_form_with_two_sides_that_of_the_year_counts() {
    let book = book("html/layouts/form-with-two-sides.html");
    let source = "form-with-two-sides.html";
    assert_eq!(
        rows(&book, TableKind::ProjectPerformance),
        [format!(
            " 校舍安全巡查 | 资金总额 100.00 {source}:表1/行3/格5 | 财政拨款 80.00 {source}:表1/行4/格4 | 其他资金 20.00 {source}:表1/行5/格4 | 中期资金总额 300.00 {source}:表1/行3/格3 | 中期资金总额/财政拨款 240.00 {source}:表1/行4/格2 | 中期资金总额/其他资金 60.00 {source}:表1/行5/格2"
        )]
    );
    let table = book.table(TableKind::ProjectPerformance).unwrap();
    let details = table.rows[0].project.as_ref().unwrap();
    assert_eq!(
        (details.code.as_str(), details.kind.as_str()),
        ("", "其他运转类")
    );
    assert_eq!(details.goal, "巡查五十六栋校舍。");
    let values: Vec<&str> = book
        .indicators
        .iter()
        .map(|one| one.printed.as_str())
        .collect();
    assert_eq!(values, ["≥56栋"]);
}

#[test]
fn a_page_with_lines_after_one_without_is_read_too() {
    let book = book("pdf/lines-on-the-second-page.pdf");
    let printed = rows(&book, TableKind::Expenditure);
    assert!(
        printed[1].starts_with("2050204 高中教育 | 合计 900.00"),
        "{printed:?}"
    );
    assert!(
        printed[2].starts_with("2050205 高等教育 | 合计 400.00"),
        "{printed:?}"
    );
}
