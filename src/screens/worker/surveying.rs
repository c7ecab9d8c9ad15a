/*!
Going through all budgets for one question, a stretch at a time.

What was gathered is kept, so that other words narrow it without reading anything anew. Indicators
alone are read again: of a large library there are too many to keep.
*/

use crate::budget::{Book, Indicator, Kin};
use crate::checks::regions::{self, RegionLevel};
use crate::library::{CatalogueEntry, Neighbourhood};
use crate::screens::model::survey::{Indicated, Survey, SurveyReport, Surveyed, What};
use crate::screens::worker::shelf::{STRETCH, Shelf};
use crate::survey::{TargetQuery, TopicLine, Totals, ranked, spread_of_values, targets};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

mod clues;

use clues::Clues;

/// How many indicators are listed.
const MOST_LISTED: usize = 2_000;
/// How often it is said how far the reading is.
const PAUSE: Duration = Duration::from_millis(150);

/// One question in work.
pub(super) struct Gathering {
    survey: Survey,
    around: Arc<Neighbourhood>,
    next: usize,
    unread: usize,
    gathered: Gathered,
    /// What was put together last, after how many budgets.
    put: Option<(usize, Arc<Surveyed>)>,
    said: Instant,
}

enum Gathered {
    Across(Vec<(usize, TopicLine)>),
    Totals(Totals),
    Indicators(Result<Indicators, String>),
    Clues(Box<Clues>),
}

#[derive(Default)]
struct Indicators {
    query: TargetQuery,
    listed: Vec<Indicated>,
    values: Vec<(Decimal, String)>,
    /// The values of each listed indicator, beside it.
    values_of_listed: Vec<Option<(Decimal, String)>>,
    all: usize,
    having: usize,
}

impl Gathering {
    /// Begins with the first budget.
    pub fn begin(survey: Survey, around: Arc<Neighbourhood>) -> Self {
        let gathered = match &survey.what {
            What::Across(_) => Gathered::Across(Vec::new()),
            What::Totals(_) => Gathered::Totals(Totals::default()),
            What::Indicators(_) => Gathered::Indicators(Indicators::of(&survey.narrowed)),
            What::Clues => Gathered::Clues(Box::default()),
        };
        Self {
            survey,
            around,
            next: 0,
            unread: 0,
            gathered,
            put: None,
            said: Instant::now(),
        }
    }

    /// The same work for a question that differs in its words alone, if nothing has to be read
    /// anew for it.
    pub fn turned_to(mut self, survey: &Survey, around: &Arc<Neighbourhood>) -> Option<Self> {
        let is_kept = !matches!(survey.what, What::Indicators(_));
        if !Arc::ptr_eq(&self.around, around) {
            return None;
        }
        if self.survey != *survey {
            if self.survey.what != survey.what || !is_kept {
                return None;
            }
            self.survey = survey.clone();
            self.put = None;
        }
        Some(self)
    }

    /// Goes on for a while; how far it is, where that is to be said.
    pub fn go_on(&mut self, shelf: &mut dyn Shelf) -> Option<SurveyReport> {
        let around = Arc::clone(&self.around);
        let begun = Instant::now();
        for entry in around.catalogue().iter().skip(self.next) {
            if begun.elapsed() >= STRETCH {
                break;
            }
            if self.is_about(entry) {
                match shelf.book(entry.id) {
                    Ok(book) => self.take(entry, &book),
                    Err(_) => self.unread += 1,
                }
            }
            self.next += 1;
        }
        let of = around.catalogue().len();
        let is_due = self.next == of || self.put.is_none() || self.said.elapsed() >= PAUSE;
        is_due.then(|| self.report(of))
    }

    fn is_about(&self, entry: &CatalogueEntry) -> bool {
        match &self.survey.what {
            What::Indicators(Some(document)) => *document == entry.id,
            What::Indicators(None) => entry.summary.indicator_count > 0,
            _ => true,
        }
    }

    fn take(&mut self, entry: &CatalogueEntry, book: &Arc<Book>) {
        match (&mut self.gathered, &self.survey.what) {
            (Gathered::Across(lines), What::Across(topic)) => {
                let found = topic.found_in(book, None).into_iter();
                let line = |found| TopicLine::new(entry.kin(), found, String::new());
                lines.extend(found.map(|found| (self.next, line(found))));
            }
            (Gathered::Totals(totals), What::Totals(under)) => {
                totals.add(entry.kin(), book, None, under.as_deref());
            }
            (Gathered::Indicators(Ok(indicators)), _) => indicators.take(entry, book),
            (Gathered::Clues(clues), _) => clues.take(self.next, book),
            _ => {}
        }
    }

    /// What was found so far. It is put together when twice as many budgets were read as the time
    /// before, so that this costs no more than the reading.
    fn report(&mut self, of: usize) -> SurveyReport {
        self.said = Instant::now();
        let is_due =
            |at: usize| self.next == of && at < of || self.next >= at.saturating_mul(2).max(1);
        let put = self.put.take().filter(|(at, _)| !is_due(*at));
        let (at, found) = put.unwrap_or_else(|| (self.next, Arc::new(self.put_together())));
        self.put = Some((at, Arc::clone(&found)));
        SurveyReport {
            done: self.next,
            of,
            unread: self.unread,
            at,
            found,
        }
    }

    fn put_together(&self) -> Surveyed {
        let words: Vec<&str> = self.survey.narrowed.split_whitespace().collect();
        match &self.gathered {
            Gathered::Across(lines) => {
                let budgets = self.around.catalogue();
                let keeps = |(at, _): &&(usize, TopicLine)| fits(budgets[*at].kin(), &words);
                let kept = lines.iter().filter(keeps).map(|(_, line)| line.clone());
                Surveyed::Across(ranked(kept.collect()))
            }
            Gathered::Totals(totals) => Surveyed::Totals(totals.sums_of(|kin| fits(kin, &words))),
            Gathered::Indicators(Ok(indicators)) => indicators.put_together(),
            Gathered::Indicators(Err(why)) => Surveyed::Nothing(why.clone()),
            Gathered::Clues(clues) => clues.put_together(&self.around, &words),
        }
    }
}

impl Indicators {
    fn of(words: &str) -> Result<Self, String> {
        Ok(Self {
            query: TargetQuery::parse(&[words.to_owned()])?,
            ..Self::default()
        })
    }

    fn take(&mut self, entry: &CatalogueEntry, book: &Book) {
        let found = targets(book, &self.query);
        self.having += usize::from(!found.is_empty());
        self.all += found.len();
        for target in found {
            let value = target.value();
            self.values.extend(value.clone());
            if self.listed.len() >= MOST_LISTED {
                continue;
            }
            let Indicator { level1, level2, .. } = target.indicator;
            let levels = [level1.as_str(), level2].into_iter();
            let levels: Vec<&str> = levels.filter(|level| !level.is_empty()).collect();
            let same = |indicator: &Indicator| std::ptr::eq(indicator, target.indicator);
            self.values_of_listed.push(value);
            self.listed.push(Indicated {
                document: entry.id,
                identity: entry.identity.clone(),
                index: book.indicators.iter().position(same).unwrap_or_default(),
                project: target.project_name().to_owned(),
                levels: levels.join(" › "),
                name: target.indicator.name.clone(),
                value: target.indicator.shown(),
                weight: target.indicator.weight.clone(),
                place: target.indicator.place,
                spread: String::new(),
            });
        }
    }

    fn put_together(&self) -> Surveyed {
        let mut by_name: HashMap<&str, Vec<(Decimal, &str)>> = HashMap::new();
        for (indicated, value) in self.listed.iter().zip(&self.values_of_listed) {
            let values = by_name.entry(&indicated.name).or_default();
            values.extend(value.iter().map(|(number, unit)| (*number, unit.as_str())));
        }
        let spread = |indicated: &Indicated| {
            let values = by_name.get(indicated.name.as_str())?;
            let lie = spread_of_values(values.iter().copied())?;
            Some(format!("同名指标 {} 条：{lie}", values.len()))
        };
        let listed = self.listed.iter().map(|indicated| Indicated {
            spread: spread(indicated).unwrap_or_default(),
            ..indicated.clone()
        });
        let values = self.values.iter();
        let values = values.map(|(number, unit)| (*number, unit.as_str()));
        Surveyed::Indicators {
            listed: listed.collect(),
            all: self.all,
            having: self.having,
            spread: spread_of_values(values).unwrap_or_default(),
        }
    }
}

/// Whether all the words are said of a budget: parts of its unit's or its department's name, the
/// year, 预算 or 决算, 部门 or 单位, 省级, 市级 or 县级.
fn fits(kin: Kin, words: &[&str]) -> bool {
    let identity = kin.identity;
    let year = identity.year.to_string();
    let says = [
        identity.unit.as_str(),
        kin.department,
        &year,
        identity.stage.name(),
        identity.scope.name(),
        level_of(&identity.unit),
    ];
    words
        .iter()
        .all(|word| says.iter().any(|text| text.contains(word)))
}

/// How high the region of a unit stands, where its name says it.
fn level_of(unit: &str) -> &'static str {
    let named = regions::named(unit);
    match named.regions.last().map(|region| regions::level(region)) {
        Some(RegionLevel::Province) => "省级",
        Some(RegionLevel::Prefecture) => "市级",
        Some(RegionLevel::County) => "县级",
        None => "",
    }
}
