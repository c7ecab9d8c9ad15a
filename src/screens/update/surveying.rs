/*!
What the keys of 横看, 汇总 and 指标 do.
*/

use crate::budget::{CodeLevel, Measure};
use crate::checks::regions;
use crate::screens::model::explorer::Explorer;
use crate::screens::model::places::{At, Page, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::survey::{Survey, Surveyed, Surveying, What};
use crate::screens::pages::across;
use crate::search;
use crate::survey::Topic;

/// The most codes that are added: more find no room on the screen.
const MOST_CODES: usize = 12;

impl Explorer {
    /// What the row under the cursor is over all budgets, and the words that narrow it.
    pub(in crate::screens) fn topic_here(&self) -> Option<Survey> {
        let of = |what| Survey {
            what,
            narrowed: String::new(),
        };
        let across = |topic| Some(of(What::Across(topic)));
        if !self.code_marks.is_empty() {
            return across(Topic::of(&self.code_marks).ok()?);
        }
        if let Some(code) = self.code_here() {
            return across(Topic::of(&[code]).ok()?);
        }
        let (sheet, _) = self.focused()?;
        let row = &sheet.rows[self.row()?];
        let indicated = |name: &str| Survey {
            what: What::Indicators(None),
            narrowed: name.split_whitespace().collect(),
        };
        match &self.trail.here().at {
            At::Budget(_, Page::Projects) => match &row.id {
                RowId::Project(name) => across(Topic::Projects(vec![name.clone()])),
                _ => None,
            },
            At::Budget(_, Page::Project { .. }) if matches!(row.id, RowId::Indicator(_)) => {
                Some(indicated(row.cells.first()?.plain()))
            }
            At::Budget(_, Page::Project { name: Some(name) }) => {
                across(Topic::Projects(vec![name.clone()]))
            }
            At::Budget(_, Page::ThreePublic) => match row.id {
                RowId::Measure { measure, .. } if Measure::THREE_PUBLIC.contains(&measure) => {
                    across(Topic::ThreePublic(measure))
                }
                _ => None,
            },
            At::Survey(Surveying {
                what: What::Indicators(_),
                ..
            }) => Some(indicated(row.cells.first()?.plain())),
            _ => None,
        }
    }

    /// The code of the page or of the row under the cursor.
    pub(in crate::screens) fn code_here(&self) -> Option<String> {
        let code_of_row = || Some(self.row_here()?.code()?.to_owned());
        let code = match &self.trail.here().at {
            At::Budget(_, Page::Function { code } | Page::EconomicClass { code, .. }) => {
                code.clone()
            }
            At::Budget(id, Page::Grid { table }) => {
                let table = self.stock.books.get(id)?.tables.get(*table)?;
                let RowId::Printed(index) = self.row_here()? else {
                    return None;
                };
                table.rows.get(*index)?.code.clone()
            }
            At::Budget(_, Page::Functions { .. } | Page::Economics { .. })
            | At::Compare(_)
            | At::Survey(Surveying {
                what: What::Totals(_),
                ..
            }) => code_of_row()?,
            _ => return None,
        };
        let is_code = CodeLevel::of(&code).is_some() && code.starts_with(['2', '3']);
        is_code.then_some(code)
    }

    /// Shows what the row under the cursor is over all budgets, from the year that it is of.
    pub(in crate::screens) fn look_across(&mut self) {
        let Some(survey) = self.topic_here() else {
            self.say("标记的科目不是一类：要么都是功能分类，要么都是部门经济分类");
            return;
        };
        let here = self.trail.here();
        let entry = here.document().and_then(|id| self.stock.entry(id));
        let identity = entry.map(|entry| entry.identity.clone());
        let group = identity
            .as_ref()
            .map(|identity| (identity.year, identity.stage));
        let group = group.filter(|_| matches!(survey.what, What::Across(_)));
        let stop = Stop {
            filter: survey.narrowed,
            row: identity.map(RowId::first_of),
            ..Stop::at(At::Survey(Surveying {
                group,
                ..Surveying::of(survey.what)
            }))
        };
        self.code_marks.clear();
        self.go(|trail| trail.push(stop));
    }

    /// Shows all the 科目 that a search found over all budgets, added: those of 功能分类, unless the
    /// cursor was put on an economic class; or the project under the cursor.
    pub(in crate::screens) fn look_across_hits(&mut self) {
        let Some(answered) = &self.stock.answered else {
            return;
        };
        let hits = || answered.found.hits.iter();
        let here = self.trail.here();
        let chosen = hits().find(|hit| here.row == Some(RowId::Hit(hit.id)));
        let project = chosen.filter(|hit| hit.kind == search::Kind::Project);
        let is_economic = chosen.is_some_and(|hit| hit.code.starts_with('3'));
        let digit = if is_economic { '3' } else { '2' };
        let codes = hits().filter(|hit| hit.kind == search::Kind::Subject && hit.contiguous);
        let codes = codes.map(|hit| hit.code.to_string());
        let codes: Vec<String> = codes.filter(|code| code.starts_with(digit)).collect();
        let topic = match project {
            Some(hit) => Ok(Topic::Projects(vec![hit.name.clone()])),
            None => Topic::of(&codes),
        };
        match topic {
            Ok(topic) => {
                let at = At::Survey(Surveying::of(What::Across(topic)));
                self.go(|trail| trail.push(Stop::at(at)));
            }
            Err(_) => self.say("没有找到可以横看的科目；换几个字，或把光标移到项目上"),
        }
    }

    /// Marks the code under the cursor, or takes its mark away.
    pub(in crate::screens) fn mark_code(&mut self) {
        let Some(code) = self.code_here() else {
            return;
        };
        if self.code_marks.contains(&code) {
            self.code_marks.retain(|marked| *marked != code);
        } else if self.code_marks.len() == MOST_CODES {
            self.say(format!("最多标记 {MOST_CODES} 个科目"));
            return;
        } else {
            self.code_marks.push(code);
        }
        self.rebuild();
    }

    /// Says above the rows which codes are marked.
    pub(in crate::screens) fn show_marked_codes(&mut self) {
        let is_budget = self.trail.here().document().is_some();
        if is_budget && !self.code_marks.is_empty() {
            let codes = self.code_marks.join(" + ");
            self.view
                .top
                .push(format!("标记的科目：{codes}（x 横看其和）"));
        }
    }

    /// Opens 汇总.
    pub(in crate::screens) fn open_totals(&mut self) {
        let stop = Stop::at(At::Survey(Surveying::of(What::Totals(None))));
        self.go(|trail| trail.push(stop));
    }

    /// Opens the indicators of the budget shown, or of all; from those of one on to all, and back.
    pub(in crate::screens) fn open_indicators(&mut self) {
        let at = |document| At::Survey(Surveying::of(What::Indicators(document)));
        let here = self.trail.here();
        if let At::Survey(Surveying {
            what: What::Indicators(of),
            ..
        }) = &here.at
        {
            if of.is_none() {
                self.say("这已是全库的指标；f 键入词和比较，如 满意度 <95%");
                return;
            }
            let stop = Stop {
                filter: here.filter.clone(),
                ..Stop::at(at(None))
            };
            self.go(|trail| trail.push(stop));
            return;
        }
        let stop = Stop::at(at(here.document()));
        self.go(|trail| trail.push(stop));
    }

    /// The year before or after of what is shown a year at a time.
    pub(in crate::screens) fn move_group(&mut self, by: isize) {
        let here = self.trail.here();
        let At::Survey(surveying) = &here.at else {
            return;
        };
        let survey = Survey {
            what: surveying.what.clone(),
            narrowed: here.filter.clone(),
        };
        let report = self.stock.surveys.answer(&survey);
        let next = report.and_then(|report| match &*report.found {
            Surveyed::Across(groups) => across::step(groups, surveying, by),
            _ => None,
        });
        match next {
            Some(next) => {
                self.trail.here_mut().at = At::Survey(next);
                self.rebuild();
            }
            None if by < 0 => self.say("没有更早的年度了"),
            None => self.say("没有更晚的年度了"),
        }
    }

    /// Narrows 横看 to the region of the unit under the cursor, so that ranks are those in the region; or
    /// takes that back.
    pub(in crate::screens) fn narrow_to_region(&mut self) {
        let region = match self.row_here() {
            Some(RowId::Budget { identity, .. }) => regions::named(&identity.unit).regions.join(""),
            _ => String::new(),
        };
        if region.is_empty() {
            self.say("单位名称里没有地区；f 可键入地区名称");
            return;
        }
        let here = self.trail.here();
        let row = self.row_here().cloned();
        let filter = match here.filter == region {
            true => String::new(),
            false => region,
        };
        self.trail.here_mut().row = row;
        self.set_filter(filter);
    }
}
