/*!
Questions about all budgets of the library, and what is known of their answers.

Going through a library takes a while, so that an answer comes in parts: each says how many
budgets were read for it.
*/

use crate::budget::{Identity, Place, Stage};
use crate::library::DocumentId;
use crate::screening::{Clue, ClueKind};
use crate::survey::{CodeTotal, Ranking, Topic};
use std::sync::Arc;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// 横看: one thing over all budgets.
    Across(Topic),
    /// 汇总: what stands right under a code, or the 类.
    Totals(Option<String>),
    /// 指标: of one budget, or of all.
    Indicators(Option<DocumentId>),
    /// 线索
    Clues,
}

/// What is shown of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Surveying {
    /// What is asked.
    pub what: What,
    /// Which year and stage, of what is shown one at a time; none for the latest.
    pub group: Option<(u16, Stage)>,
    /// The clue whose peers are shown, none for the list.
    pub clue: Option<ClueId>,
}

impl Surveying {
    /// All of an answer.
    pub fn of(what: What) -> Self {
        Self {
            what,
            group: None,
            clue: None,
        }
    }
}

/// A question with the words that narrow it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Survey {
    /// What is asked.
    pub what: What,
    /// What must be true of a budget, or of an indicator, as it was typed.
    pub narrowed: String,
}

/// An indicator as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicated {
    /// The budget.
    pub document: DocumentId,
    /// Whose it is.
    pub identity: Identity,
    /// Its number in the budget.
    pub index: usize,
    /// The project, or empty.
    pub project: String,
    /// 一级 and 二级指标.
    pub levels: String,
    /// Its name.
    pub name: String,
    /// Comparison, value and unit.
    pub value: String,
    /// Its weight as printed.
    pub weight: String,
    /// Where it stands.
    pub place: Place,
    /// How the values of the indicators of that name lie, where there are others.
    pub spread: String,
}

/// A clue with whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clued {
    /// The budget.
    pub document: DocumentId,
    /// Whose it is.
    pub identity: Identity,
    /// The clue.
    pub clue: Clue,
}

/// What tells a clue from the others; no figure of it, so that it is the same clue tomorrow.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClueId {
    document: DocumentId,
    kind: ClueKind,
    code: String,
    name: String,
    line: u32,
}

impl Clued {
    /// What tells it from the others.
    pub fn id(&self) -> ClueId {
        ClueId {
            document: self.document,
            kind: self.clue.kind,
            code: self.clue.code.clone(),
            name: self.clue.name.clone(),
            line: self.clue.place.line,
        }
    }
}

/// What was found so far.
#[derive(Debug, PartialEq, Eq)]
pub enum Surveyed {
    /// The lines by year, the latest first.
    Across(Vec<Ranking>),
    /// The sums by year, the latest first, and by code.
    Totals(Vec<CodeTotal>),
    /// The indicators.
    Indicators {
        /// Those that are listed.
        listed: Vec<Indicated>,
        /// How many there are.
        all: usize,
        /// In how many budgets.
        having: usize,
        /// How their values lie, where all have one unit.
        spread: String,
    },
    /// The clues.
    Clues {
        /// Those that are listed.
        listed: Vec<Clued>,
        /// How many there are.
        all: usize,
    },
    /// The words that were typed mean nothing; why.
    Nothing(String),
}

/// How far an answer is.
#[derive(Debug, Clone)]
pub struct SurveyReport {
    /// How many budgets were read for it.
    pub done: usize,
    /// How many there are.
    pub of: usize,
    /// How many of them could not be read.
    pub unread: usize,
    /// After how many of them the answer was put together.
    pub at: usize,
    /// What was found.
    pub found: Arc<Surveyed>,
}

impl SurveyReport {
    /// Whether all budgets are in the answer.
    pub fn is_whole(&self) -> bool {
        self.at == self.of
    }

    /// How far it is, in words, or nothing once it is whole.
    pub fn progress(&self) -> String {
        let reading = match self.is_whole() {
            true => String::new(),
            // Nothing beside it moves while the number grows.
            false => format!(
                "读到 {:>digits$}/{} 份 · ",
                self.done,
                self.of,
                digits = self.of.to_string().len()
            ),
        };
        match self.unread {
            0 => reading,
            unread => format!("{reading}{unread} 份读不出 · "),
        }
    }
}

/// The latest answers.
#[derive(Debug, Default)]
pub struct Surveys {
    answers: Vec<(Survey, SurveyReport)>,
}

impl Surveys {
    /// How many answers are kept: going back shall not read the library anew.
    const MOST: usize = 6;

    /// Keeps an answer, or a further part of it.
    pub fn keep(&mut self, survey: Survey, report: SurveyReport) {
        self.answers.retain(|(asked, _)| *asked != survey);
        self.answers.push((survey, report));
        if self.answers.len() > Self::MOST {
            self.answers.remove(0);
        }
    }

    /// The answer to a question.
    pub fn answer(&self, survey: &Survey) -> Option<&SurveyReport> {
        let mut answers = self.answers.iter().rev();
        Some(&answers.find(|(asked, _)| asked == survey)?.1)
    }

    /// The latest answer to the question, however it was narrowed: it stays while the next comes.
    pub fn latest(&self, what: &What) -> Option<&SurveyReport> {
        let mut answers = self.answers.iter().rev();
        Some(&answers.find(|(asked, _)| asked.what == *what)?.1)
    }
}
