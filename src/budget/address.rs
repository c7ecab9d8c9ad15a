/*!
Addresses: the name of a place in a budget, for people and for programs.

`新乡市社会保险中心/2023/预算/单位/功能/2080506`, and of a figure `@支出总表#合计` behind it. Nothing in it changes with another
import: no number of a document, no line. What separates the parts is written `%2F` and the like inside of one.
*/

use super::{Identity, Scope, Stage};
use std::fmt;

/// A place in a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Whose budget.
    pub identity: Identity,
    /// What of it: 功能, 经济, 项目 …; none for the budget itself.
    pub part: Option<String>,
    /// Which one: a code, a name.
    pub thing: Option<String>,
    /// The kind of table and the column of a figure.
    pub figure: Option<(String, String)>,
}

/// What separates the parts of an address, and what it is written as inside of one.
const SEPARATORS: [(char, &str); 5] = [
    ('%', "%25"),
    ('/', "%2F"),
    ('@', "%40"),
    ('#', "%23"),
    ('\n', "%0A"),
];

impl Address {
    /// The address of a budget.
    pub fn of(identity: Identity) -> Self {
        Self {
            identity,
            part: None,
            thing: None,
            figure: None,
        }
    }

    /// Reads an address; what is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (place, figure) = match text.split_once('@') {
            Some((place, figure)) => (place, Some(figure)),
            None => (text, None),
        };
        let parts: Vec<String> = place.split('/').map(plain).collect();
        let [unit, year, stage, scope, rest @ ..] = parts.as_slice() else {
            return Err(format!(
                "“{text}”不是地址；地址如 单位/年度/预算/单位/功能/2080506"
            ));
        };
        let identity = Identity {
            unit: unit.clone(),
            year: year
                .parse()
                .map_err(|_| format!("“{year}”不是年度；地址如 单位/2023/预算/单位"))?,
            stage: Stage::from_name(stage)
                .ok_or_else(|| format!("“{stage}”不是阶段；写 预算 或 决算"))?,
            scope: Scope::from_name(scope)
                .ok_or_else(|| format!("“{scope}”不是范围；写 部门 或 单位"))?,
        };
        let figure = figure.map(|figure| {
            let (table, column) = figure.split_once('#').unwrap_or((figure, ""));
            (plain(table), plain(column))
        });
        Ok(Self {
            identity,
            part: rest.first().cloned().filter(|part| !part.is_empty()),
            thing: rest.get(1).cloned().filter(|thing| !thing.is_empty()),
            figure,
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let identity = &self.identity;
        write!(
            f,
            "{}/{}/{}/{}",
            escaped(&identity.unit),
            identity.year,
            identity.stage.name(),
            identity.scope.name()
        )?;
        for part in self.part.iter().chain(&self.thing) {
            write!(f, "/{}", escaped(part))?;
        }
        match &self.figure {
            Some((table, column)) => write!(f, "@{}#{}", escaped(table), escaped(column)),
            None => Ok(()),
        }
    }
}

fn escaped(part: &str) -> String {
    let mut escaped = String::with_capacity(part.len());
    for c in part.chars() {
        match SEPARATORS.iter().find(|(separator, _)| *separator == c) {
            Some((_, written)) => escaped.push_str(written),
            None => escaped.push(c),
        }
    }
    escaped
}

fn plain(part: &str) -> String {
    let mut plain = part.to_owned();
    // The sign that all others begin with comes last.
    for (separator, written) in SEPARATORS.iter().rev() {
        plain = plain.replace(written, &separator.to_string());
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        for text in [
            "新乡市社会保险中心/2023/预算/单位",
            "新乡市社会保险中心/2023/预算/单位/功能/2080506",
            "新乡市社会保险中心/2023/决算/部门/功能/2080506@支出总表#基本支出%2F人员经费",
            "甲局/2024/预算/部门/项目/水、电%2F暖 100%25@项目支出表#合计",
        ] {
            assert_eq!(
                Address::parse(text).map(|address| address.to_string()),
                Ok(text.to_owned())
            );
        }
        let escaped = Address::parse("甲局/2024/预算/部门/项目/水%2F电").unwrap();
        assert_eq!(escaped.thing.as_deref(), Some("水/电"));
    }

    #[test]
    fn what_is_no_address_is_said() {
        for text in [
            "",
            "甲局",
            "甲局/2024/预算",
            "甲局/今年/预算/部门",
            "甲局/2024/草案/部门",
            "甲局/2024/预算/厂",
        ] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
    }
}
