/*!
Where the names occur: flat arrays, the occurrences of one name side by side.

An amount is held in ten-thousandths of a 元 for comparing, with its printed
scale and unit, from which the printed figure comes back. The rare figure that
does not come back so is kept whole beside the arrays.
*/

use super::{Entry, Occurrence, Target};
use crate::budget::{Amount, MoneyUnit, Scope, Stage};
use crate::library::DocumentId;
use crate::narrow::narrow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// No amount. No budget reaches it.
const BLANK: i64 = i64::MIN;

/// A document that names stand in.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) id: DocumentId,
    pub(super) unit: Arc<str>,
    pub(super) year: u16,
    pub(super) stage: Stage,
    pub(super) scope: Scope,
}

/// The occurrences of all names, and the documents and codes they speak of.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// Where the occurrences of a name begin; one more than there are names.
    pub(super) starts: Vec<u32>,
    pub(super) documents: Vec<Document>,
    /// All codes in ascending order, the empty one first.
    pub(super) codes: Vec<Arc<str>>,
    pub(super) document: Vec<u32>,
    pub(super) code: Vec<u32>,
    pub(super) amount: Vec<i64>,
    pub(super) form: Vec<(MoneyUnit, u8)>,
    pub(super) target: Vec<Target>,
    pub(super) odd_amounts: HashMap<u32, Amount>,
    /// Which occurrence came before which; empty where nobody will bring the index up to date.
    pub(super) order: Vec<u32>,
}

impl Occurrences {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.document.len()
    }

    /// Whether what came from outside fits itself, and so many names.
    pub(super) fn fits(&self, names: usize) -> bool {
        let count = self.document.len();
        let lists = [
            self.code.len(),
            self.amount.len(),
            self.form.len(),
            self.target.len(),
        ];
        let below = |list: &[u32], end: usize| list.iter().all(|number| (*number as usize) < end);
        lists == [count; 4]
            && self.starts.len() == names + 1
            && self.starts.first() == Some(&0)
            && self.starts.last().map(|end| *end as usize) == Some(count)
            && self.starts.is_sorted()
            && below(&self.document, self.documents.len())
            && below(&self.code, self.codes.len())
            && self.codes.is_sorted()
    }

    /// The occurrences of a name.
    #[inline]
    pub(super) fn of(&self, name: usize) -> Range<usize> {
        self.starts[name] as usize..self.starts[name + 1] as usize
    }

    /// The number of an occurrence's code; 0 is no code.
    #[inline]
    pub(super) fn code_number(&self, at: usize) -> u32 {
        self.code[at]
    }

    /// The code of that number.
    pub(super) fn code(&self, number: u32) -> &Arc<str> {
        &self.codes[number as usize]
    }

    /// The amount of an occurrence in ten-thousandths of a 元.
    #[inline]
    pub(super) fn ten_thousandths(&self, at: usize) -> Option<i64> {
        match self.amount[at] {
            BLANK => None,
            amount => Some(amount),
        }
    }

    /// The numbers of the codes that begin so; empty for an empty beginning.
    pub(super) fn codes_beginning(&self, beginning: &str) -> Range<u32> {
        if beginning.is_empty() {
            return 0..0;
        }
        let first = self.codes.partition_point(|code| **code < *beginning);
        let count = self.codes[first..].partition_point(|code| code.starts_with(beginning));
        narrow::<u32>(first)..narrow::<u32>(first + count)
    }

    /// An occurrence, whole.
    pub(super) fn whole(&self, at: usize) -> Occurrence {
        let document = &self.documents[self.document[at] as usize];
        Occurrence {
            unit: Arc::clone(&document.unit),
            year: document.year,
            stage: document.stage,
            scope: document.scope,
            code: Arc::clone(self.code(self.code[at])),
            amount: self.printed(at),
            document: document.id,
            target: self.target[at],
        }
    }

    fn printed(&self, at: usize) -> Option<Amount> {
        let exact = self.ten_thousandths(at)?;
        let (unit, scale) = self.form[at];
        let odd = self.odd_amounts.get(&narrow::<u32>(at)).copied();
        Some(odd.unwrap_or_else(|| Amount::from_ten_thousandths(exact, unit, u32::from(scale))))
    }
}

#[derive(Debug)]
struct Loose {
    name: u32,
    document: u32,
    code: u32,
    amount: Option<Amount>,
    target: Target,
}

/// Occurrences on their way into an index.
#[derive(Debug)]
pub(super) struct Gathering {
    loose: Vec<Loose>,
    documents: Vec<Document>,
    document_numbers: HashMap<DocumentId, u32>,
    codes: Vec<Arc<str>>,
    code_numbers: HashMap<Arc<str>, u32>,
}

impl Gathering {
    pub(super) fn new() -> Self {
        let none: Arc<str> = Arc::from("");
        Self {
            loose: Vec::new(),
            documents: Vec::new(),
            document_numbers: HashMap::new(),
            codes: vec![Arc::clone(&none)],
            code_numbers: HashMap::from([(none, 0)]),
        }
    }

    /// The number of a code, new or not; it is another once all are sorted.
    pub(super) fn code_number(&mut self, code: &str) -> u32 {
        if let Some(number) = self.code_numbers.get(code) {
            return *number;
        }
        let number = narrow::<u32>(self.codes.len());
        let code: Arc<str> = Arc::from(code);
        self.codes.push(Arc::clone(&code));
        self.code_numbers.insert(code, number);
        number
    }

    /// Adds an occurrence of the name of that number.
    pub(super) fn add(&mut self, name: u32, code: u32, entry: &Entry<'_>) {
        let documents = &mut self.documents;
        let document = *self
            .document_numbers
            .entry(entry.document)
            .or_insert_with(|| {
                documents.push(Document {
                    id: entry.document,
                    unit: Arc::from(entry.unit),
                    year: entry.year,
                    stage: entry.stage,
                    scope: entry.scope,
                });
                narrow::<u32>(documents.len()) - 1
            });
        self.loose.push(Loose {
            name,
            document,
            code,
            amount: entry.amount,
            target: entry.target,
        });
    }

    /// Sorts the codes; gives the new number of each old one.
    pub(super) fn settle_codes(&mut self) -> Vec<u32> {
        self.code_numbers = HashMap::new();
        let mut order: Vec<u32> = (0..narrow::<u32>(self.codes.len())).collect();
        order.sort_by(|a, b| self.codes[*a as usize].cmp(&self.codes[*b as usize]));
        let mut new_number = vec![0; order.len()];
        let mut sorted = Vec::with_capacity(order.len());
        for (new, old) in order.into_iter().enumerate() {
            new_number[old as usize] = narrow::<u32>(new);
            sorted.push(Arc::clone(&self.codes[old as usize]));
        }
        self.codes = sorted;
        new_number
    }

    /// The occurrences, those of one name side by side in the order of their coming.
    pub(super) fn settle(self, names: &[u32], codes: &[u32]) -> Occurrences {
        let mut starts = vec![0u32; names.len() + 1];
        for loose in &self.loose {
            starts[names[loose.name as usize] as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let count = self.loose.len();
        let mut next = starts.clone();
        let mut settled = Occurrences {
            starts,
            documents: self.documents,
            codes: self.codes,
            document: vec![0; count],
            code: vec![0; count],
            amount: vec![BLANK; count],
            form: vec![(MoneyUnit::Yuan, 0); count],
            target: vec![Target::Unit; count],
            odd_amounts: HashMap::new(),
            order: vec![0; count],
        };
        for (came, loose) in self.loose.into_iter().enumerate() {
            let slot = &mut next[names[loose.name as usize] as usize];
            let at = *slot as usize;
            *slot += 1;
            settled.document[at] = loose.document;
            settled.order[at] = narrow::<u32>(came);
            settled.code[at] = codes[loose.code as usize];
            settled.target[at] = loose.target;
            if let Some(amount) = loose.amount {
                settled.put_amount(at, amount);
            }
        }
        settled
    }
}

impl Occurrences {
    fn put_amount(&mut self, at: usize, amount: Amount) {
        self.amount[at] = amount.ten_thousandths();
        self.form[at] = (
            amount.unit(),
            u8::try_from(amount.scale()).unwrap_or(u8::MAX),
        );
        let back = self.printed(at);
        if back.map(|back| back.to_string()) != Some(amount.to_string()) {
            self.odd_amounts.insert(narrow::<u32>(at), amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;

    #[test]
    fn printed_amounts_come_back() {
        let mut gathering = Gathering::new();
        let printed = [
            ("4660.00", MoneyUnit::Wan),
            ("-0.30", MoneyUnit::Yi),
            ("-0.00", MoneyUnit::Yuan),
            ("139.00", MoneyUnit::Yuan),
        ];
        let amounts: Vec<Amount> = printed
            .iter()
            .map(|(text, unit)| Amount::parse(text, *unit).unwrap())
            .collect();
        for amount in &amounts {
            let code = gathering.code_number("208");
            let entry = Entry {
                kind: Kind::Subject,
                name: "",
                code: "208",
                unit: "新乡市社会保险中心",
                year: 2023,
                stage: Stage::Budget,
                scope: Scope::Unit,
                amount: Some(*amount),
                document: DocumentId(1),
                target: Target::Function,
            };
            gathering.add(0, code, &entry);
        }
        let codes = gathering.settle_codes();
        let occurrences = gathering.settle(&[0], &codes);
        assert_eq!(occurrences.of(0), 0..4);
        for (at, amount) in amounts.iter().enumerate() {
            let back = occurrences.whole(at).amount.unwrap();
            assert_eq!(back.to_string(), amount.to_string());
            assert_eq!(back.unit(), amount.unit());
        }
    }

    #[test]
    fn codes_by_their_beginning() {
        let mut gathering = Gathering::new();
        for code in ["2080506", "208", "20805", "210", "2080501"] {
            gathering.code_number(code);
        }
        let numbers = gathering.settle_codes();
        let occurrences = gathering.settle(&[], &numbers);
        let codes = |beginning| {
            occurrences
                .codes_beginning(beginning)
                .map(|number| occurrences.code(number).to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(codes("20805"), ["20805", "2080501", "2080506"]);
        assert_eq!(codes("9"), Vec::<String>::new());
        assert_eq!(codes(""), Vec::<String>::new());
    }
}
