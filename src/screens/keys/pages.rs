/*!
On which pages a key does something.
*/

use crate::screens::model::page_kind::PageKind;

/// The pages on which a key does something.
#[derive(Debug, Clone, Copy)]
pub enum Where {
    /// Every page but the search, where the keys are text.
    Everywhere,
    /// The pages of one budget.
    InBudget,
    /// The pages of rows and columns.
    OnSheets,
    /// The pages whose rows may be sorted.
    WhereSorted,
    /// These.
    On(&'static [PageKind]),
}

impl Where {
    /// Whether a page is among them.
    pub fn holds(self, page: PageKind) -> bool {
        page != PageKind::Search
            && match self {
                Where::Everywhere => true,
                Where::InBudget => page.tab().is_some(),
                Where::OnSheets => page.is_sheet(),
                Where::WhereSorted => page.is_sorted(),
                Where::On(pages) => pages.contains(&page),
            }
    }

    /// The pages in words, for the README.
    pub fn in_words(self) -> String {
        match self {
            Where::Everywhere => "所有页".to_owned(),
            Where::InBudget => "一份预算的各页".to_owned(),
            Where::OnSheets => "除原文外".to_owned(),
            Where::WhereSorted | Where::On(_) => {
                let all = PageKind::ALL.iter().filter(|page| self.holds(**page));
                all.map(|page| page.name()).collect::<Vec<_>>().join("、")
            }
        }
    }
}
