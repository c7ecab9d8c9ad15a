/*!
A document's budgets: one as a rule, and one a unit where it prints the tables of several.

Of a document that is divided each unit reads a copy, in which the lines of the others are blank:
tables, prose and places are then what they would be in a document of the unit's own.
*/

use super::book::{NotABudget, book};
use super::identity;
use super::owners::{Share, shares};
use crate::budget::{Book, Given, Locations, Note, Place, Scope, Source};
use crate::tables::{self, Printed};

/// Puts the books together that a document holds; `gaps` as in [`super::read`].
pub fn read_all(
    source: Source,
    printed: &Printed,
    gaps: Vec<Note>,
) -> Result<Vec<Book>, NotABudget> {
    let known = identity::read(&printed.lines, &source.file_name);
    let shares = shares(printed);
    if shares.is_empty() {
        return Ok(vec![book(source, printed, gaps, known)?]);
    }
    let mut books: Vec<Book> = Vec::new();
    for share in &shares {
        let book = of_share(share, &source, &gaps, known.clone())?;
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

const EXCERPT: usize = 30;
const LEFT: &str = "文件里有几个单位的表，这段文字不知说的是哪个单位，没有用来核对。";

fn of_share(
    share: &Share,
    source: &Source,
    gaps: &[Note],
    whole: Given,
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
    let lines = identity::read(&printed.lines, "");
    let known = Given {
        unit: Some(share.unit.clone()),
        year: lines.year.or(whole.year),
        stage: lines.stage.or(whole.stage),
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
        let source = Source {
            file_name: "a.txt".to_owned(),
            sha256: String::new(),
            text: text.to_owned(),
            locations: Locations::default(),
        };
        read_all(source, &tables::find(text), Vec::new()).unwrap()
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
