/*!
The prose: sentences that name figures, with the heading they stand under.

The consistency checks compare them with the tables.
*/

use crate::budget::prose::{ProseLine, Sentence, sentences};
use crate::budget::{MoneyUnit, Place, StatedFigure, Statement};
use crate::narrow::narrow;
use crate::pattern::regex;
use crate::tables::Line;
use crate::tables::lines::name;
use regex::Regex;
use std::sync::LazyLock;

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*(万元|亿元|元|%|％|个百分点|个|辆|台|人|项|次|家|名|年)?")
});

/// The sentences with figures among the lines outside of tables.
pub fn read(prose: &[Line]) -> Vec<Statement> {
    let lines = prose
        .iter()
        .filter(|line| !line.is_blank() && !line.is_row());
    let lines = lines.map(|line| ProseLine {
        number: line.number,
        text: &line.text,
        is_marked: line.heading,
    });
    sentences(lines).iter().filter_map(statement).collect()
}

/// A sentence as a statement; none where it has no figure but years.
fn statement(sentence: &Sentence) -> Option<Statement> {
    let texts: Vec<&str> = sentence.pieces.iter().map(|piece| piece.text).collect();
    let text = name(&texts.join(" "));
    let figures = figures(&text);
    let mut units = figures.iter().map(|figure| figure.unit.as_str());
    units.find(|unit| !matches!(*unit, "" | "年"))?;
    let money_unit = figures
        .iter()
        .find_map(|figure| MoneyUnit::from_name(&figure.unit));
    Some(Statement {
        section: name(sentence.section),
        sentence: text,
        money_unit,
        figures,
        place: Place::line(sentence.pieces.first()?.line),
    })
}

fn figures(sentence: &str) -> Vec<StatedFigure> {
    FIGURE
        .captures_iter(sentence)
        .filter_map(|found| {
            let number = found.get(1)?;
            Some(StatedFigure {
                printed: number.as_str().to_owned(),
                unit: found
                    .get(2)
                    .map_or_else(String::new, |unit| unit.as_str().to_owned()),
                start: narrow::<u32>(sentence[..number.start()].chars().count()),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::pages::lines;

    #[test]
    fn wrapped_sentences_come_together() {
        let prose = lines(
            "三、支出预算情况说明\n\n某中心 2024 年支出合计 3943.95 万元，\n\n其中：基本支出 3650.46 万元，占 92.56%。\n无数字。",
        );
        let found = read(&prose);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].section, "三、支出预算情况说明");
        assert_eq!(
            found[0].sentence,
            "某中心2024年支出合计3943.95万元，其中：基本支出3650.46万元，占92.56%。"
        );
        let figures: Vec<_> = found[0]
            .figures
            .iter()
            .map(|f| (f.printed.as_str(), f.unit.as_str()))
            .collect();
        assert_eq!(
            figures,
            [
                ("2024", "年"),
                ("3943.95", "万元"),
                ("3650.46", "万元"),
                ("92.56", "%")
            ]
        );
        assert_eq!(
            (found[0].money_unit, found[0].place.line),
            (Some(MoneyUnit::Wan), 3)
        );
    }
}
