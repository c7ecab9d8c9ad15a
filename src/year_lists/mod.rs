/*!
A year's 政府收支分类科目 as the ministry publishes it → codes and names.

Two ways of printing are read: the whole code in one cell (`2010101 行政运行`), and the digits of 类, 款
and 项 in a column each, where the levels above are left out (`201`, then `·  01`, then `·  ·  01`). Codes of
income are passed over. A line that begins with two digits alone and has lost its columns is of no known
level, and is told.
*/

use crate::budget::{Classification, CodeLevel, CodeName, Place};
use crate::pattern::regex;
use crate::tables::lines::{Cell, Line, is_chinese, name};
use crate::tables::pages::lines;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a document holds of a list of codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedCodes {
    /// The year that it says it is of; none where it says none or several.
    pub year: Option<u16>,
    /// The codes with their names, as they come; of a code with two names the first.
    pub codes: Vec<CodeName>,
    /// What looks like a code and could not be read: the list is not whole.
    pub unread: Vec<(Place, String)>,
    /// What was left out, and where.
    pub remarks: Vec<(Place, String)>,
}

/// Reads the text of a document.
pub fn read(text: &str) -> ListedCodes {
    let lines = lines(text);
    let mut reading = ListReading::default();
    for line in &lines {
        reading.take(line);
    }
    ListedCodes {
        year: year_of(text),
        codes: reading.codes,
        unread: reading.unread,
        remarks: reading.remarks,
    }
}

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(20[0-9]{2})\s*年\s*(?:版)?\s*(?:的)?\s*《?政府收支分类科目"));

/// A whole code and the name behind it, in one cell or line.
static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^([0-9]{3}|[0-9]{5}|[0-9]{7})[\s.．、]*([\u{3400}-\u{9fff}（“][^\s]*)")
});

/// Two digits and a name: the level is lost.
static LOST: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:[0-9]{2}|[0-9]{5}|[0-9]{7})\s*[\u{3400}-\u{9fff}]"));

/// A name is no longer, in characters, and has none of these in it: what follows `10 月` is prose.
const LONGEST_NAME: usize = 40;
const OF_PROSE: [char; 4] = ['，', '。', '；', '：'];

/// The one year of which a text says that it is the list.
fn year_of(text: &str) -> Option<u16> {
    let mut years = YEAR
        .captures_iter(text)
        .filter_map(|found| found.get(1)?.as_str().parse().ok());
    let first = years.next()?;
    years.all(|year: u16| year == first).then_some(first)
}

#[derive(Default)]
struct ListReading {
    codes: Vec<CodeName>,
    names: HashMap<String, String>,
    unread: Vec<(Place, String)>,
    remarks: Vec<(Place, String)>,
    /// The column of the digits of 类, and the codes that the next levels stand under.
    class: Option<(usize, String)>,
    section: Option<String>,
}

impl ListReading {
    fn take(&mut self, line: &Line) {
        if line.is_row() {
            self.take_row(&line.cells);
        } else if let Some(found) = TOGETHER.captures(&line.text) {
            let (code, name) = (&found[1], &found[2]);
            self.add(code.to_owned(), name, Place::line(line.number));
        } else if LOST.is_match(&line.text) {
            self.leave_unread(&line.text, Place::line(line.number));
        }
    }

    fn take_row(&mut self, cells: &[Cell]) {
        let is_digits = |cell: &&Cell| is_digits(&cell.text);
        let mut filled = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty());
        let mut digits: Vec<(usize, &str)> = Vec::new();
        let mut named = None;
        for (column, cell) in filled.by_ref() {
            if is_digits(&cell) {
                digits.push((column, cell.text.trim()));
            } else {
                named = Some(cell);
                break;
            }
        }
        let Some(named) = named else { return };
        if digits.is_empty() {
            if let Some(found) = TOGETHER.captures(named.text.trim()) {
                self.add(found[1].to_owned(), &found[2], named.place);
            }
            return;
        }
        match self.code(&digits) {
            Some(code) => self.add(code, &named.text, named.place),
            None if digits
                .iter()
                .all(|(_, digits)| matches!(digits.len(), 2 | 3 | 5 | 7)) =>
            {
                let digits: Vec<&str> = digits.iter().map(|(_, digits)| *digits).collect();
                let text = format!("{} {}", digits.join(" "), named.text);
                self.leave_unread(&text, named.place);
            }
            None => {}
        }
    }

    fn leave_unread(&mut self, text: &str, place: Place) {
        let is_name = text.chars().count() <= LONGEST_NAME && !text.contains(OF_PROSE);
        if is_name && text.chars().any(is_chinese) {
            self.unread
                .push((place, format!("“{text}”看不出是哪个编码")));
        }
    }

    /// The code that the digits before a name make.
    fn code(&mut self, digits: &[(usize, &str)]) -> Option<String> {
        let all: String = digits.iter().map(|(_, digits)| *digits).collect();
        let (column, first) = *digits.first()?;
        if first.len() == 3 {
            self.class = Some((column, first.to_owned()));
            self.section = None;
        }
        if CodeLevel::of(&all).is_some() && first.len() >= 3 {
            self.section = all.get(..5).map(str::to_owned);
            return Some(all);
        }
        let (class_column, class) = self.class.as_ref()?;
        match (column.checked_sub(*class_column)?, all.len()) {
            (1, 2) => {
                let section = format!("{class}{all}");
                self.section = Some(section.clone());
                Some(section)
            }
            (1, 4) => Some(format!("{class}{all}")),
            (2, 2) => Some(format!("{}{all}", self.section.as_ref()?)),
            _ => None,
        }
    }

    fn add(&mut self, code: String, printed: &str, place: Place) {
        let printed = name(printed);
        // Income begins with 1; what has no Chinese name is a row of another kind.
        if Classification::of(&code).is_none() || !printed.chars().any(is_chinese) {
            return;
        }
        match self.names.get(&code) {
            Some(first) if *first == printed => {}
            Some(first) => {
                let words = format!("{code} 又印作“{printed}”，前面是“{first}”，用前面的");
                self.remarks.push((place, words));
            }
            None => {
                self.names.insert(code.clone(), printed.clone());
                self.codes.push(CodeName {
                    code,
                    name: printed,
                });
            }
        }
    }
}

fn is_digits(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(String, String)> {
        let codes = read(text).codes.into_iter();
        codes.map(|code| (code.code, code.name)).collect()
    }

    fn owned(codes: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = codes
            .iter()
            .map(|(code, name)| ((*code).to_owned(), (*name).to_owned()));
        owned.collect()
    }

    #[test]
    fn whole_codes() {
        let text = "2025年政府收支分类科目\n科目编码\t科目名称\t说明\n101\t税收收入\t\n\
            201\t一般公共服务支出\t反映政府\n20101\t人大事务\t\n2010101\t行政运行\t反映 201\n\
            20102 政协事务\n\t2010201 行政运行\t反映\n";
        assert_eq!(
            codes(text),
            owned(&[
                ("201", "一般公共服务支出"),
                ("20101", "人大事务"),
                ("2010101", "行政运行"),
                ("20102", "政协事务"),
                ("2010201", "行政运行"),
            ])
        );
        assert_eq!(read(text).year, Some(2025));
        assert_eq!(
            read("2025年政府收支分类科目\n2024年政府收支分类科目").year,
            None
        );
    }

    #[test]
    fn a_column_a_level() {
        let text = "类\t款\t项\t科目名称\t说明\n110\t\t\t转移性收入\t\n\t01\t\t返还性收入\t\n\
            201\t\t\t一般公共服务支出\t\n\t01\t\t人大事务\t\n\t\t01\t行政运行\t\n\
            \t\t04\t人大会议\t\n\t02\t\t政协事务\t\n202\t\t\t外交支出\n202\t03\t\t对外援助\n\
            202\t03\t06\t对外援助\n";
        assert_eq!(
            codes(text),
            owned(&[
                ("201", "一般公共服务支出"),
                ("20101", "人大事务"),
                ("2010101", "行政运行"),
                ("2010104", "人大会议"),
                ("20102", "政协事务"),
                ("202", "外交支出"),
                ("20203", "对外援助"),
                ("2020306", "对外援助"),
            ])
        );
    }

    #[test]
    fn what_is_left_out_is_told() {
        let found = read("201 一般公共服务支出\n01 人大事务\n201\t一般公共服务\n10 月，开会。\n");
        assert_eq!(found.unread.len(), 1);
        assert_eq!(found.unread[0].1, "“01 人大事务”看不出是哪个编码");
        let remarks: Vec<&str> = found
            .remarks
            .iter()
            .map(|(_, words)| words.as_str())
            .collect();
        assert_eq!(
            remarks,
            ["201 又印作“一般公共服务”，前面是“一般公共服务支出”，用前面的"]
        );
        assert_eq!(found.codes.len(), 1);
    }
}
