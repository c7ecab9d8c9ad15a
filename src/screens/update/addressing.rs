/*!
Addresses: that of the place under the cursor, and beginning at one.
*/

use crate::budget::Address;
use crate::library::CatalogueEntry;
use crate::screens::model::explorer::{Begin, Explorer};
use crate::screens::model::places::{At, Page};
use crate::screens::model::row_id::RowId;
use crate::screens::pages::addresses;

impl Explorer {
    /// Begins somewhere else than at the top, once the budgets are known.
    pub fn begin_at(&mut self, begin: Begin) {
        self.begins_at = Some(begin);
    }

    /// The place to come back to: a page of a budget. Anywhere else it begins at the top.
    pub fn place_to_come_back_to(&self) -> Option<Address> {
        self.trail.here().document()?;
        self.address_here()
    }

    /// Goes to where it was to begin.
    pub(in crate::screens) fn begin(&mut self) {
        let (Some(begin), Some(catalogue)) = (self.begins_at.take(), &self.stock.catalogue) else {
            return;
        };
        let (Begin::At(address) | Begin::BackAt(address)) = &begin;
        match (addresses::stop(address, catalogue), &begin) {
            (Ok(stop), Begin::At(_)) => self.go(|trail| trail.push(stop)),
            (Ok(stop), Begin::BackAt(_)) => {
                self.go(|trail| trail.push(stop));
                self.say("回到上次看的地方；Esc 到单位×年度");
            }
            (Err(why), Begin::At(_)) => self.say(why),
            // What was removed meanwhile is nobody's question.
            (Err(_), Begin::BackAt(_)) => {}
        }
    }

    /// The address of the place under the cursor, with its figure where one is printed there.
    pub(in crate::screens) fn address_here(&self) -> Option<Address> {
        let spot = self.spot();
        let here = self.trail.here();
        let under_cursor = self.unit_under_cursor();
        let id = under_cursor.and_then(|ids| ids.first().copied());
        let id = id.or(here.document()).or(spot.map(|spot| spot.document))?;
        let entry: &CatalogueEntry = self.stock.entry(id)?;
        let row = self.row_here();
        let mut address = match &here.at {
            At::Budget(_, page) => addresses::of_page(entry, page, row),
            At::Compare(_) | At::Survey(_) => {
                let code = self.code_here();
                let page = code.map(|code| Page::Function { code });
                match page {
                    Some(page) => addresses::of_page(entry, &page, None),
                    None => Address::of(entry.identity.clone()),
                }
            }
            At::Findings => {
                let RowId::LibraryFinding(_, key) = row? else {
                    return None;
                };
                addresses::of_page(entry, &Page::Finding { key: key.clone() }, None)
            }
            At::Units | At::Search(_) | At::Notes => Address::of(entry.identity.clone()),
        };
        let book = self.stock.books.get(&id);
        let is_of_figure = matches!(address.part.as_deref(), Some("功能" | "经济" | "政府经济"));
        let spot = spot.filter(|spot| is_of_figure && spot.document == id);
        if let (Some(book), Some(spot)) = (book, spot) {
            address.figure = addresses::figure_at(book, spot.place);
        }
        Some(address)
    }
}
