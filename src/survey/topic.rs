/*!
What is looked for in every budget, and what a budget has of it.
*/

use super::words::folded;
use crate::budget::{Amount, Book, CodeLevel, Measure, TableKind, parent_code};
use crate::compare::{Along, Comparison, ComparisonRow, Held, Item, compare};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Codes of 支出功能分类 or of 部门预算支出经济分类; the money of several is added.
    Codes(Vec<String>),
    /// An item of 三公 by its name in the exports.
    ThreePublic(Measure),
    /// The projects whose names have all these words.
    Projects(Vec<String>),
}

/// Why words name no topic, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTopic(pub String);

/// What a budget has of the topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicFigure {
    /// The code, or empty.
    pub code: String,
    /// The name as the document prints it.
    pub name: String,
    /// The kind of table that the figure stands in.
    pub table: Option<TableKind>,
    /// The figure.
    pub held: Held,
    /// What the figure is a part of: the total of its table.
    pub whole: Option<Amount>,
}

impl Topic {
    /// The topic that typed words mean: codes, an item of 三公, else the names of projects.
    pub fn of(words: &[String]) -> Result<Self, NoTopic> {
        let words: Vec<&str> = words.iter().flat_map(|word| parts(word)).collect();
        if words.is_empty() {
            return Err(NoTopic(
                "要写科目编码、三公的一项，或项目名称里的词".to_owned(),
            ));
        }
        let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
        if words.iter().all(is_number) {
            return Self::of_codes(&words);
        }
        if let [word] = words.as_slice()
            && let Some(item) = three_public_item(word)
        {
            return Ok(Self::ThreePublic(item));
        }
        Ok(Self::Projects(
            words.into_iter().map(str::to_owned).collect(),
        ))
    }

    fn of_codes(words: &[&str]) -> Result<Self, NoTopic> {
        if let Some(word) = words.iter().find(|word| CodeLevel::of(word).is_none()) {
            return Err(NoTopic(format!(
                "{word} 不是科目编码；编码是 3、5 或 7 位数字，如 208、20805、2080506"
            )));
        }
        let first = words.first().and_then(|word| along(word));
        if first.is_none() || words.iter().any(|word| along(word) != first) {
            return Err(NoTopic(
                "编码要么都是功能分类（2 开头），要么都是部门经济分类（3 开头）".to_owned(),
            ));
        }
        // The money of a code is in the money of the code above it.
        let is_covered = |word: &&&str| {
            let mut others = words.iter().filter(|other| other != word);
            others.any(|other| word.starts_with(other))
        };
        let mut codes: Vec<String> = words
            .iter()
            .filter(|word| !is_covered(word))
            .map(|word| (*word).to_owned())
            .collect();
        codes.sort();
        codes.dedup();
        Ok(Self::Codes(codes))
    }

    /// The topic in words, for a heading.
    pub fn in_words(&self) -> String {
        match self {
            Self::Codes(codes) => codes.join(" + "),
            Self::ThreePublic(item) if *item == Measure::TOTAL => "三公经费".to_owned(),
            Self::ThreePublic(item) => item.path().to_owned(),
            Self::Projects(words) => format!("项目 {}", words.join(" ")),
        }
    }

    /// What the items are asked for that tell it of every budget ([`Self::found_among`]): along what, under
    /// which code, and the code itself. Nothing where only the budgets themselves can tell it.
    pub fn asked(&self) -> Vec<(Along, Option<String>, String)> {
        match self {
            Self::Codes(codes) => {
                let all = codes.iter().filter_map(|code| {
                    let under = parent_code(code).map(str::to_owned);
                    Some((along(code)?, under, code.clone()))
                });
                let along = codes.first().and_then(|code| along(code));
                let whole = along.map(|along| (along, None, String::new()));
                all.chain(whole).collect()
            }
            Self::ThreePublic(item) => {
                let mut items = vec![*item, Measure::TOTAL];
                items.dedup();
                let all = items.iter();
                all.map(|item| (Along::ThreePublic, None, item.path().to_owned()))
                    .collect()
            }
            Self::Projects(_) => Vec::new(),
        }
    }

    /// The same as [`Self::found_in`], of a budget that has these among the items asked for.
    pub fn found_among(&self, items: &[&Item], table: Option<TableKind>) -> Vec<TopicFigure> {
        match self {
            Self::Codes(codes) => {
                let row_of = |code: &str, table| item_of(code, items, table);
                sum_of(codes, table, &row_of).into_iter().collect()
            }
            Self::ThreePublic(asked) => {
                let of_name = |name: &str| items.iter().find(|item| item.code == name);
                let whole = of_name(Measure::TOTAL.path()).map(|item| item.held.amount);
                let found = of_name(asked.path()).map(|item| TopicFigure {
                    code: String::new(),
                    ..TopicFigure::of(item, whole)
                });
                found.into_iter().collect()
            }
            Self::Projects(_) => Vec::new(),
        }
    }

    /// Whether a project of that name is meant; none is where projects are not.
    pub fn means_project(&self, name: &str) -> bool {
        match self {
            Self::Projects(words) => has_all(name, words),
            Self::Codes(_) | Self::ThreePublic(_) => false,
        }
    }

    /// What a budget has of it, from a kind of table or from the first that has it.
    pub fn found_in(&self, book: &Book, table: Option<TableKind>) -> Vec<TopicFigure> {
        match self {
            Self::Codes(codes) => {
                let row_of = |code: &str, table| row_of(code, book, table);
                sum_of(codes, table, &row_of).into_iter().collect()
            }
            Self::ThreePublic(item) => {
                let compared = compare(&[book], Along::ThreePublic, table, None);
                let whole = amount_of(&compared, Measure::TOTAL.path());
                found(&compared, |row| row.name == item.path(), whole)
            }
            Self::Projects(words) => {
                let compared = compare(&[book], Along::Projects, table, None);
                let whole = total_of(&compared);
                found(&compared, |row| has_all(&row.name, words), whole)
            }
        }
    }
}

impl TopicFigure {
    fn of(item: &Item, whole: Option<Amount>) -> Self {
        Self {
            code: item.code.clone(),
            name: item.name.clone(),
            table: Some(item.kind),
            held: item.held.clone(),
            whole,
        }
    }
}

fn has_all(name: &str, words: &[String]) -> bool {
    let name = folded(name);
    words.iter().all(|word| name.contains(&folded(word)))
}

fn parts(word: &str) -> impl Iterator<Item = &str> {
    let parts = word.split([',', '，', '、', '+', ' ', '　']);
    parts.filter(|part| !part.is_empty())
}

/// The classification of a code by its first digit.
fn along(code: &str) -> Option<Along> {
    match code.chars().next() {
        Some('2') => Some(Along::Functions),
        Some('3') => Some(Along::Economics),
        _ => None,
    }
}

/// The item of 三公 that a word names; the total has several names.
fn three_public_item(word: &str) -> Option<Measure> {
    if ["三公", "三公经费", "“三公”经费", "三公合计"].contains(&word) {
        return Some(Measure::TOTAL);
    }
    let is_item = |item: &Measure| {
        *item != Measure::TOTAL
            && (item.path() == word || item.path().strip_suffix('费') == Some(word))
    };
    Measure::THREE_PUBLIC.into_iter().find(is_item)
}

/// The rows of one budget that fit and hold money.
fn found(
    compared: &Comparison,
    fits: impl Fn(&ComparisonRow) -> bool,
    whole: Option<Amount>,
) -> Vec<TopicFigure> {
    let fitting = compared.rows.iter().filter(|row| fits(row));
    let of_row = |row: &ComparisonRow| {
        let held = row.holdings.first()?.held()?.clone();
        Some(TopicFigure {
            code: row.code.clone(),
            name: row.name.clone(),
            table: compared.tables.first().copied().flatten(),
            held,
            whole,
        })
    };
    fitting.filter_map(of_row).collect()
}

fn total_of(compared: &Comparison) -> Option<Amount> {
    let total = compared.total.as_ref()?;
    Some(total.holdings.first()?.held()?.amount)
}

fn amount_of(compared: &Comparison, name: &str) -> Option<Amount> {
    let row = compared.rows.iter().find(|row| row.name == name)?;
    Some(row.holdings.first()?.held()?.amount)
}

/// The money of several codes of one kind of table: the first kind that has any of them.
fn sum_of(
    codes: &[String],
    table: Option<TableKind>,
    row_of: &dyn Fn(&str, Option<TableKind>) -> Option<TopicFigure>,
) -> Option<TopicFigure> {
    let mut parts: Vec<TopicFigure> = Vec::new();
    for code in codes {
        // The codes of one budget are added, so they come from one table.
        let kind = parts.first().map_or(table, |first| first.table);
        parts.extend(row_of(code, kind));
    }
    let amounts: Vec<Amount> = parts.iter().map(|part| part.held.amount).collect();
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    let rest: Vec<TopicFigure> = parts.collect();
    if rest.is_empty() {
        return Some(first);
    }
    let names = |part: &dyn Fn(&TopicFigure) -> &str| {
        let all: Vec<&str> = std::iter::once(&first).chain(&rest).map(part).collect();
        all.join(" + ")
    };
    Some(TopicFigure {
        code: names(&|part| &part.code),
        name: names(&|part| &part.name),
        held: Held::summed(Amount::sum(&amounts)?, "各科目之和"),
        ..first.clone()
    })
}

/// The money of a code from a kind of table, or from the first kind that has it: a fund's code stands in
/// the fund's table alone.
fn row_of(code: &str, book: &Book, table: Option<TableKind>) -> Option<TopicFigure> {
    let along = along(code)?;
    let in_table = |kind: Option<TableKind>| {
        let compared = compare(&[book], along, kind, parent_code(code));
        let whole = total_of(&compare(&[book], along, kind, None));
        let found = found(&compared, |row| row.code == code, whole);
        found.into_iter().next()
    };
    let others = book.tables.iter().filter_map(|table| table.kind);
    let others = others.filter(|kind| match along {
        Along::Functions => kind.is_by_function(),
        _ => kind.is_by_economic_class(),
    });
    in_table(table).or_else(|| match table {
        Some(_) => None,
        None => others.map(Some).find_map(in_table),
    })
}

/// The same among the items of a budget.
fn item_of(code: &str, items: &[&Item], table: Option<TableKind>) -> Option<TopicFigure> {
    let of_code = items.iter().filter(|item| {
        item.code == code
            && item.under.as_deref() == parent_code(code)
            && table.is_none_or(|kind| item.kind == kind)
    });
    let first = of_code.min_by_key(|item| item.rank)?;
    let mut totals = items.iter().filter(|item| item.code.is_empty());
    let whole = totals.find(|total| total.kind == first.kind);
    Some(TopicFigure::of(first, whole.map(|total| total.held.amount)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(words: &[&str]) -> Result<Topic, NoTopic> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Topic::of(&words)
    }

    #[test]
    fn words_name_codes_an_item_or_projects() {
        let codes = |codes: &[&str]| {
            Ok(Topic::Codes(
                codes.iter().map(|c| (*c).to_owned()).collect(),
            ))
        };
        assert_eq!(topic(&["2080506+2080508"]), codes(&["2080506", "2080508"]));
        assert_eq!(topic(&["30102", "30103"]), codes(&["30102", "30103"]));
        assert_eq!(
            topic(&["公务接待"]),
            Ok(Topic::ThreePublic(Measure::RECEPTION))
        );
        assert_eq!(topic(&["三公"]), Ok(Topic::ThreePublic(Measure::TOTAL)));
        let projects = Topic::Projects(vec!["职业年金".to_owned()]);
        assert_eq!(topic(&["职业年金"]), Ok(projects));
    }

    #[test]
    fn no_money_is_counted_twice() {
        let codes = Topic::Codes(vec!["20805".to_owned(), "210".to_owned()]);
        assert_eq!(topic(&["2080506", "20805", "20805", "210"]), Ok(codes));
    }

    #[test]
    fn what_is_no_topic_is_said() {
        assert!(topic(&["2080"]).unwrap_err().0.contains("2080 不是"));
        assert!(topic(&["208", "301"]).unwrap_err().0.contains("要么都是"));
        assert!(topic(&["50101"]).is_err());
        assert!(topic(&[" "]).is_err());
    }
}
