/*!
What the pages have in common that ask all budgets of the library.
*/

use crate::screens::model::stock::Stock;
use crate::screens::model::survey::{Survey, SurveyReport};
use crate::screens::pages::view::View;
use crate::screens::worker::shelf::Question;

/// What is known of the answer: while narrower words are still asked for, the answer to those before.
pub fn report<'s>(survey: &Survey, stock: &'s Stock) -> Option<&'s SurveyReport> {
    let answer = stock.surveys.answer(survey);
    answer.or_else(|| stock.surveys.latest(&survey.what))
}

/// What is still to be asked, unless it cannot be answered.
pub fn wanted(survey: Survey, stock: &Stock) -> Vec<Question> {
    match stock.surveys.answer(&survey) {
        Some(report) if report.is_whole() => Vec::new(),
        _ => vec![Question::Survey(Box::new(survey))],
    }
}

/// A page that has nothing to show yet.
pub fn waiting(survey: Survey, stock: &Stock) -> View {
    let question = match stock.catalogue {
        Some(_) => Question::Survey(Box::new(survey)),
        None => Question::Catalogue,
    };
    View::waiting(question, stock)
}

/// What is said where nothing was found: only of a whole answer that there is nothing.
pub fn nothing(report: &SurveyReport, says: &str) -> String {
    match (report.is_whole(), report.unread) {
        (false, _) => "正在读各份预算，到现在还没有（Esc 不等了）".to_owned(),
        (true, 0) => format!("{says}；查了 {} 份预算", report.of),
        (true, unread) => format!(
            "{says}；查了 {} 份预算，另有 {unread} 份读不出",
            report.of - unread
        ),
    }
}
