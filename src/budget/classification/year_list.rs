/*!
A year's list of codes as the ministry publishes it, and what is official in a year.

A list that the user imported is whole: what it lacks, the year does not have. It comes from a
file, so nothing in it is believed before [`YearList::of`] has looked at it.
*/

use super::{Classification, built_in_names, first_proven, names_of, official_name};
use crate::budget::{CodeLevel, parent_code, plain_name};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// A code and its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CodeName {
    /// Three, five or seven digits.
    pub code: String,
    /// The name.
    pub name: String,
}

/// The file that a list was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListSource {
    /// Its name, without its folder.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// When it was imported, local time.
    pub imported: String,
}

/// Why codes and names are no list of a year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListFault {
    /// A code of no level, or of no classification of expenditure.
    #[error("{0} 不是支出功能分类或经济分类的编码")]
    NoCode(String),
    /// A name that is none.
    #[error("{0} 的名称是空的或太长")]
    NoName(String),
    /// Two names for one code.
    #[error("{code} 有两个名称：{first}、{second}")]
    TwoNames {
        /// The code.
        code: String,
        /// The name that came first.
        first: String,
        /// The other one.
        second: String,
    },
    /// A code without the code above it.
    #[error("有 {code} {name}，没有它上面的 {above}")]
    NothingAbove {
        /// The code.
        code: String,
        /// Its name.
        name: String,
        /// The code above.
        above: String,
    },
    /// Too little for a year's list.
    #[error("只有 {0} 个类，不像一年的科目")]
    TooFew(usize),
    /// More than any year has.
    #[error("有 {0} 个编码，比任何一年的科目都多")]
    TooMany(usize),
}

/// The longest name, in characters: 22904's has 21.
const LONGEST_NAME: usize = 60;
/// 支出功能分类 alone has some thirty 类; a list of 经济分类 ten and more.
const FEWEST_CLASSES: usize = 8;
/// A year has some two thousand codes.
const MOST_CODES: usize = 8_000;

/// The codes of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearList {
    /// The year.
    pub year: u16,
    /// Where it comes from.
    pub source: ListSource,
    names: BTreeMap<String, String>,
    /// The codes of each name, by what is compared of it.
    codes: HashMap<(Classification, String), Vec<String>>,
}

impl YearList {
    /// The list of these codes, if they can be one.
    pub fn of(
        year: u16,
        source: ListSource,
        codes: impl IntoIterator<Item = CodeName>,
    ) -> Result<Self, ListFault> {
        let mut names = BTreeMap::new();
        for CodeName { code, name } in codes {
            if CodeLevel::of(&code).is_none() || Classification::of(&code).is_none() {
                return Err(ListFault::NoCode(code));
            }
            let length = name.chars().count();
            if length == 0 || length > LONGEST_NAME || name.chars().any(char::is_control) {
                return Err(ListFault::NoName(code));
            }
            match names.get(&code) {
                Some(first) if *first != name => {
                    let (first, second) = (String::clone(first), name);
                    return Err(ListFault::TwoNames {
                        code,
                        first,
                        second,
                    });
                }
                _ => names.insert(code, name),
            };
        }
        let list = Self {
            year,
            source,
            codes: codes_by_name(
                names
                    .iter()
                    .map(|(code, name)| (code.as_str(), name.as_str())),
            ),
            names,
        };
        list.is_whole().map(|()| list)
    }

    fn is_whole(&self) -> Result<(), ListFault> {
        if self.names.len() > MOST_CODES {
            return Err(ListFault::TooMany(self.names.len()));
        }
        let classes = self.names.keys().filter(|code| code.len() == 3).count();
        if classes < FEWEST_CLASSES {
            return Err(ListFault::TooFew(classes));
        }
        for (code, name) in &self.names {
            let above = parent_code(code).filter(|above| !self.names.contains_key(*above));
            if let Some(above) = above {
                return Err(ListFault::NothingAbove {
                    code: code.clone(),
                    name: name.clone(),
                    above: above.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// The codes with their names, in their order.
    pub fn codes(&self) -> impl Iterator<Item = CodeName> + '_ {
        self.names.iter().map(|(code, name)| CodeName {
            code: code.clone(),
            name: name.clone(),
        })
    }

    /// How many codes of a level a classification has.
    pub fn count(&self, classification: Classification, level: CodeLevel) -> usize {
        let is_counted = |code: &&String| {
            Classification::of(code) == Some(classification) && CodeLevel::of(code) == Some(level)
        };
        self.names.keys().filter(is_counted).count()
    }

    /// Whether the list has a classification at all: the ministry publishes them together, but a
    /// file may hold one.
    fn has(&self, classification: Classification) -> bool {
        self.count(classification, CodeLevel::Class) > 0
    }

    fn name(&self, code: &str) -> Option<&str> {
        self.names.get(code).map(String::as_str)
    }

    fn has_below(&self, code: &str) -> bool {
        let mut after = self
            .names
            .range(code.to_owned()..)
            .skip_while(|(listed, _)| *listed == code);
        after
            .next()
            .is_some_and(|(listed, _)| listed.starts_with(code))
    }
}

/// What a name is compared by: what varies between years is left out.
pub fn comparable(name: &str) -> String {
    plain_name(name)
        .trim_end_matches("事务")
        .trim_start_matches("机关")
        .replace('的', "")
}

fn codes_by_name<'c>(
    codes: impl Iterator<Item = (&'c str, &'c str)>,
) -> HashMap<(Classification, String), Vec<String>> {
    let mut found: HashMap<(Classification, String), Vec<String>> = HashMap::new();
    for (code, name) in codes {
        if let Some(classification) = Classification::of(code) {
            let key = (classification, comparable(name));
            found.entry(key).or_default().push(code.to_owned());
        }
    }
    found
}

/// The codes of every built-in name, those of a name in order.
static BUILT_IN_CODES: LazyLock<HashMap<(Classification, String), Vec<String>>> =
    LazyLock::new(|| {
        let mut all: Vec<(&str, &str)> = Vec::new();
        for classification in Classification::ALL {
            let codes = names_of(classification).keys();
            all.extend(
                codes.filter_map(|code| Some((*code, official_name(classification, code)?))),
            );
        }
        all.sort_by_key(|(code, _)| (code.len(), *code));
        codes_by_name(all.into_iter())
    });

/// The lists that the user imported, by year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearLists(BTreeMap<u16, (YearList, String)>);

impl YearLists {
    /// Takes in a list with the name that its content has, such as a hash: another text where
    /// anything in it is another.
    pub fn add(&mut self, list: YearList, edition: String) {
        self.0.insert(list.year, (list, edition));
    }

    /// The lists, the latest year first.
    pub fn iter(&self) -> impl Iterator<Item = &YearList> {
        self.0.values().rev().map(|(list, _)| list)
    }

    /// The name of the content of a year's list, where there is one.
    pub fn edition(&self, year: u16) -> Option<&str> {
        self.0.get(&year).map(|(_, edition)| edition.as_str())
    }

    /// What is official in a year.
    pub fn in_year(&self, year: u16) -> Official<'_> {
        let list = self.0.get(&year).map(|(list, _)| list);
        Official { year, list }
    }
}

/// What is official in a year: by the list of that very year, else by what is built in.
#[derive(Debug, Clone, Copy)]
pub struct Official<'l> {
    year: u16,
    list: Option<&'l YearList>,
}

impl<'l> Official<'l> {
    /// By what is built in alone.
    pub fn built_in(year: u16) -> Self {
        Self { year, list: None }
    }

    fn list(&self, classification: Classification) -> Option<&'l YearList> {
        self.list.filter(|list| list.has(classification))
    }

    /// The names of a code that may be right, the likeliest first.
    pub fn names(&self, classification: Classification, code: &str) -> Vec<&'l str> {
        match self.list(classification) {
            Some(list) => list.name(code).into_iter().collect(),
            None => built_in_names(classification, code, self.year),
        }
    }

    /// The name of a code.
    pub fn name(&self, classification: Classification, code: &str) -> Option<&'l str> {
        self.names(classification, code).first().copied()
    }

    /// Whether what is known of a code's names reaches back to the year, so that another name may be
    /// called odd.
    pub fn reaches(&self, classification: Classification, code: &str) -> bool {
        match self.list(classification) {
            Some(list) => list.name(code).is_some(),
            None => first_proven(classification, code, self.year)
                .is_some_and(|first| first <= self.year),
        }
    }

    /// The codes of a name, those of one length in their order.
    pub fn codes(&self, classification: Classification, name: &str) -> &'l [String] {
        let codes = match self.list(classification) {
            Some(list) => &list.codes,
            None => &*BUILT_IN_CODES,
        };
        let codes = codes.get(&(classification, comparable(name)));
        codes.map_or(&[], Vec::as_slice)
    }

    /// Whether a year's whole list says that the year does not have a code: it has others beside
    /// it. None where only what is built in could say.
    pub fn lacks(&self, classification: Classification, code: &str) -> Option<bool> {
        let list = self.list(classification)?;
        let has_siblings = match parent_code(code) {
            Some(above) => list.has_below(above),
            None => true,
        };
        Some(list.name(code).is_none() && has_siblings)
    }

    /// Which list judges, for people.
    pub fn says(&self, classification: Classification) -> String {
        match self.list(classification) {
            Some(list) => format!("{} 年科目表（导入）", list.year),
            None => "内置科目表".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(codes: &[(&str, &str)]) -> Result<YearList, ListFault> {
        let classes = (201..220).map(|class| (class.to_string(), format!("类{class}")));
        let more = codes
            .iter()
            .map(|(code, name)| ((*code).to_owned(), (*name).to_owned()));
        let all = classes
            .chain(more)
            .map(|(code, name)| CodeName { code, name });
        YearList::of(2025, ListSource::default(), all)
    }

    #[test]
    fn what_a_whole_list_lacks() {
        let mut lists = YearLists::default();
        lists.add(
            list(&[("20101", "人大事务"), ("2010101", "行政运行")]).unwrap(),
            "a".to_owned(),
        );
        let official = lists.in_year(2025);
        let lacks = |code| official.lacks(Classification::Function, code);
        assert_eq!(lacks("2010101"), Some(false));
        assert_eq!(lacks("2010102"), Some(true));
        assert_eq!(lacks("20102"), Some(true));
        // Nothing below 20201 is listed, so that nothing is said of it.
        assert_eq!(lacks("2020101"), Some(false));
        assert_eq!(lacks("299"), Some(true));
        assert_eq!(
            official.name(Classification::Function, "201"),
            Some("类201")
        );
        assert_eq!(official.codes(Classification::Function, "人大"), ["20101"]);
        assert_eq!(
            official.says(Classification::Function),
            "2025 年科目表（导入）"
        );
        // It has no economic classes, and is of no other year.
        assert_eq!(
            official.lacks(Classification::DepartmentEconomic, "30199"),
            None
        );
        assert_eq!(
            lists.in_year(2024).lacks(Classification::Function, "299"),
            None
        );
    }

    #[test]
    fn what_is_no_list() {
        assert_eq!(
            list(&[("2010101", "行政运行")]),
            Err(ListFault::NothingAbove {
                code: "2010101".to_owned(),
                name: "行政运行".to_owned(),
                above: "20101".to_owned(),
            })
        );
        assert!(matches!(
            list(&[("201", "别的")]),
            Err(ListFault::TwoNames { .. })
        ));
        assert!(matches!(list(&[("20101", "")]), Err(ListFault::NoName(_))));
        assert!(matches!(
            list(&[("10101", "税")]),
            Err(ListFault::NoCode(_))
        ));
        let few = [CodeName {
            code: "201".to_owned(),
            name: "甲".to_owned(),
        }];
        assert_eq!(
            YearList::of(2025, ListSource::default(), few),
            Err(ListFault::TooFew(1))
        );
    }
}
