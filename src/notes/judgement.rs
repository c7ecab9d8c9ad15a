/*!
核定: what somebody decided of a finding, and whether it is still the finding of then.

A judgement is known by budget, rule and cells (the finding's key). Where the document was
published anew with the same figures it stands; where a figure moved the finding is asked again,
beside what was said of it before.
*/

use super::Note;
use crate::budget::{Finding, Identity};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What was decided of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// 未核: nobody has looked at it, or its figures moved since.
    Unjudged,
    /// 认定: it is as the finding says.
    Confirmed,
    /// 待核: it is to be asked about.
    Pending,
    /// 搁置: it is of no account.
    Aside,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 4] = [
        Status::Unjudged,
        Status::Confirmed,
        Status::Pending,
        Status::Aside,
    ];

    /// The name in the file of the notes.
    pub fn name(self) -> &'static str {
        match self {
            Status::Unjudged => "unjudged",
            Status::Confirmed => "confirmed",
            Status::Pending => "pending",
            Status::Aside => "aside",
        }
    }

    /// The word on the screen and in the exports.
    pub fn label(self) -> &'static str {
        match self {
            Status::Unjudged => "未核",
            Status::Confirmed => "认定",
            Status::Pending => "待核",
            Status::Aside => "搁置",
        }
    }

    /// That it was decided, in words: 已搁置.
    pub fn done(self) -> &'static str {
        match self {
            Status::Unjudged => "未核",
            Status::Confirmed => "已认定",
            Status::Pending => "待核",
            Status::Aside => "已搁置",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// The next one, where a key steps through them.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Status::Aside => Status::Confirmed,
            Status::Confirmed => Status::Pending,
            Status::Pending => Status::Unjudged,
            Status::Unjudged => Status::Aside,
        }
    }
}

/// Which finding a note judges, as it stood then, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Judgement {
    /// What was decided.
    pub status: Status,
    /// The rule's code.
    pub rule: String,
    /// What tells the finding from the others of its budget, also after another import.
    pub key: String,
    /// What was wrong, in a clause; empty in notes of earlier versions.
    pub title: String,
    /// The equation with its figures.
    pub equation: String,
    /// Left minus right with its unit, or empty.
    pub difference: String,
    /// The figures that it rested on, as printed; empty in notes of earlier versions.
    pub figures: String,
}

impl Judgement {
    /// A judgement of a finding.
    pub fn of(finding: &Finding, status: Status) -> Self {
        let difference = finding.difference.map(|difference| {
            let unit = finding.money_unit.unwrap_or(difference.unit());
            format!("{difference} {}", unit.name())
        });
        Self {
            status,
            rule: finding.rule.name().to_owned(),
            key: finding.key.clone(),
            title: finding.title().to_owned(),
            equation: finding.equation.clone(),
            difference: difference.unwrap_or_default(),
            figures: finding.figures(),
        }
    }

    /// What the finding says for people: its rule and what was wrong. The keys of earlier
    /// versions end in the equation in words.
    pub fn short(&self) -> String {
        let words = match self.title.as_str() {
            "" => self.key.rsplit('|').next().unwrap_or_default(),
            title => title,
        };
        format!("{} {words}", self.rule).trim_end().to_owned()
    }

    fn is_of(&self, sign: &Sign) -> bool {
        self.key == sign.key || hashed(&self.key) == sign.former
    }

    fn has_moved(&self, sign: &Sign) -> bool {
        !self.figures.is_empty() && hashed(&self.figures) != sign.figures
    }
}

/// By what a finding is known to the judgements, in the few bytes that a list of all can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The finding's key.
    pub key: String,
    /// Its former key, and its figures, hashed.
    former: u64,
    figures: u64,
}

impl Sign {
    /// The sign of a finding.
    pub fn of(finding: &Finding) -> Self {
        Self {
            key: finding.key.clone(),
            former: hashed(&finding.former_key()),
            figures: hashed(&finding.figures()),
        }
    }
}

/// Both sides are hashed by one run of the program, so that any hash will do.
fn hashed(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What was decided of a finding, beside what it is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'n> {
    /// The note that judges it.
    pub note: &'n Note,
    /// What was decided then.
    pub then: Status,
    /// Whether a figure is not what it was then: the finding is to be judged anew.
    pub has_moved: bool,
}

impl Standing<'_> {
    /// What holds today.
    pub fn status(&self) -> Status {
        if self.has_moved {
            Status::Unjudged
        } else {
            self.then
        }
    }

    /// The reason as the exports have it; where a figure moved it says what was decided before.
    pub fn because(&self) -> String {
        if self.has_moved {
            format!("原{}，数已变动：{}", self.then.done(), self.note.reason)
        } else {
            self.note.reason.clone()
        }
    }

    /// The reason, and by whom, as people read it: `已搁置：四舍五入（张三）`.
    pub fn in_words(&self) -> String {
        let said = match self.reason().as_str() {
            "" => self.then.done().to_owned(),
            reason => format!("{}：{reason}", self.then.done()),
        };
        if self.has_moved {
            format!("原{said}；数已变动，请重新核定")
        } else {
            said
        }
    }

    /// The reason with its author in brackets.
    fn reason(&self) -> String {
        match (self.note.reason.as_str(), self.note.author.as_str()) {
            (reason, "") => reason.to_owned(),
            (reason, author) => format!("{reason}（{author}）"),
        }
    }
}

/// The judgements of the user's notes, by budget.
#[derive(Debug, Clone, Default)]
pub struct Judgements(HashMap<Identity, Vec<Note>>);

impl Judgements {
    /// Those among some notes.
    pub fn among(notes: impl IntoIterator<Item = Note>) -> Self {
        let mut judgements = Self::default();
        for note in notes.into_iter().filter(|note| note.finding.is_some()) {
            let own = judgements.0.entry(note.about.identity.clone());
            own.or_default().push(note);
        }
        judgements
    }

    /// Whether no finding was judged, so that no sign need be made.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any finding of a budget was judged.
    pub fn has_any_of(&self, identity: &Identity) -> bool {
        self.0.contains_key(identity)
    }

    /// How a finding of a budget stands; none where nobody judged it. Of several judgements the
    /// newest holds.
    pub fn standing(&self, identity: &Identity, sign: &Sign) -> Option<Standing<'_>> {
        let notes = self.0.get(identity)?;
        let judged = notes.iter().filter_map(|note| {
            let judgement = note.finding.as_ref()?;
            judgement.is_of(sign).then_some((note, judgement))
        });
        let (note, judgement) = judged.max_by_key(|(note, _)| note.id)?;
        Some(Standing {
            note,
            then: judgement.status,
            has_moved: judgement.has_moved(sign),
        })
    }

    /// The same of a finding at hand.
    pub fn of(&self, identity: &Identity, finding: &Finding) -> Option<Standing<'_>> {
        if !self.has_any_of(identity) {
            return None;
        }
        self.standing(identity, &Sign::of(finding))
    }
}
