/*!
An index as a file: its flat arrays one after the other, so that the next start need not gather
ten million names.

Whoever reads it believes nothing: every number that leads somewhere is held against what is
there, and a file with anything amiss is no index. The order of each document's entries stands
last, because only bringing an index up to date asks for it.
*/

use super::character::Character;
use super::characters::Characters;
use super::names::{About, Names};
use super::occurrences::{Document, Occurrences};
use super::signature::Alphabet;
use super::{Index, Kind, Target};
use crate::budget::{Amount, MoneyUnit, Scope, Stage};
use crate::library::DocumentId;
use crate::narrow::narrow;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// The first bytes, and the form of the file: a hash of the text of this folder, for signatures
/// and readings are as this program has them.
const MAGIC: &str = concat!("lkx index ", env!("LKX_SEARCH"));

/// No index has longer lists: names and occurrences are numbered in 32 bits.
const LONGEST: u64 = u32::MAX as u64;

/// How much is read in one go.
const CHUNK: usize = 1 << 16;

impl Index {
    /// Writes the index.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(MAGIC.as_bytes())?;
        write_names(&self.names, to)?;
        write_occurrences(&self.occurrences, to)
    }

    /// Reads an index; an error where the bytes are none. `to_change` says that it is to be brought
    /// up to date.
    pub fn read(from: &mut impl Read, to_change: bool) -> io::Result<Self> {
        let mut magic = [0; MAGIC.len()];
        from.read_exact(&mut magic)?;
        hold(magic == MAGIC.as_bytes())?;
        let names = read_names(from)?;
        let mut occurrences = read_occurrences(from)?;
        if to_change {
            occurrences.order = read_list(from, u32::from_le_bytes)?;
            hold(occurrences.order.len() == occurrences.len())?;
        }
        hold(names.fits(occurrences.codes.len()) && occurrences.fits(names.len()))?;
        Ok(Self { names, occurrences })
    }
}

fn hold(holds: bool) -> io::Result<()> {
    match holds {
        true => Ok(()),
        false => Err(io::ErrorKind::InvalidData.into()),
    }
}

fn write_list<const N: usize>(
    count: usize,
    values: impl Iterator<Item = [u8; N]>,
    to: &mut impl Write,
) -> io::Result<()> {
    to.write_all(&(count as u64).to_le_bytes())?;
    let mut chunk = Vec::with_capacity(CHUNK);
    for value in values {
        chunk.extend_from_slice(&value);
        if chunk.len() + N > CHUNK {
            to.write_all(&chunk)?;
            chunk.clear();
        }
    }
    to.write_all(&chunk)
}

fn read_count(from: &mut impl Read) -> io::Result<usize> {
    let mut count = [0; 8];
    from.read_exact(&mut count)?;
    let count = u64::from_le_bytes(count);
    hold(count <= LONGEST)?;
    usize::try_from(count).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn read_list<const N: usize, T>(
    from: &mut impl Read,
    value: fn([u8; N]) -> T,
) -> io::Result<Vec<T>> {
    let mut left = read_count(from)?;
    // The count may be a lie: beyond this, room is made as the bytes come.
    let mut list = Vec::with_capacity(left.min(1 << 24));
    let mut chunk = vec![0; CHUNK / N * N];
    while left > 0 {
        let bytes = (left * N).min(chunk.len());
        from.read_exact(&mut chunk[..bytes])?;
        let (values, _) = chunk[..bytes].as_chunks::<N>();
        list.extend(values.iter().map(|bytes| value(*bytes)));
        left -= bytes / N;
    }
    Ok(list)
}

fn write_texts<'t>(
    texts: impl Iterator<Item = &'t str> + Clone,
    to: &mut impl Write,
) -> io::Result<()> {
    let lengths = texts
        .clone()
        .map(|text| narrow::<u32>(text.len()).to_le_bytes());
    write_list(texts.clone().count(), lengths, to)?;
    texts
        .map(str::as_bytes)
        .try_for_each(|text| to.write_all(text))
}

fn read_text(from: &mut impl Read, length: usize) -> io::Result<String> {
    let mut text = Vec::new();
    from.take(length as u64).read_to_end(&mut text)?;
    hold(text.len() == length)?;
    String::from_utf8(text).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn read_texts(from: &mut impl Read) -> io::Result<Vec<Arc<str>>> {
    let lengths = read_list(from, u32::from_le_bytes)?;
    let mut texts = Vec::with_capacity(lengths.len());
    for length in lengths {
        texts.push(Arc::from(read_text(from, length as usize)?));
    }
    Ok(texts)
}

/// A word of a vocabulary as its place in the list of all, which is not the order of an enum's
/// declaration.
fn place_in<T: PartialEq>(all: &[T], word: T) -> u8 {
    let place = all.iter().position(|known| *known == word);
    place
        .and_then(|place| u8::try_from(place).ok())
        .unwrap_or(u8::MAX)
}

fn write_names(names: &Names, to: &mut impl Write) -> io::Result<()> {
    let count = names.about.len();
    let starts = names
        .starts
        .iter()
        .map(|start| (*start as u64).to_le_bytes());
    write_list(names.starts.len(), starts, to)?;
    to.write_all(names.text.as_bytes())?;
    write_list(
        count,
        names
            .about
            .iter()
            .map(|about| [place_in(&Kind::ALL, about.kind)]),
        to,
    )?;
    let codes = names.about.iter().map(|about| about.code.to_le_bytes());
    write_list(count, codes, to)?;
    write_list(
        count,
        names.written.iter().map(|bits| bits.to_le_bytes()),
        to,
    )?;
    write_list(
        count,
        names.spoken.iter().map(|bits| bits.to_le_bytes()),
        to,
    )?;
    write_list(count, names.separated.iter().map(|is| [u8::from(*is)]), to)?;
    let all = &names.characters.all;
    let raw = all
        .iter()
        .map(|character| u32::from(character.raw).to_le_bytes());
    write_list(all.len(), raw, to)?;
    let bits = &names.characters.alphabet.0;
    write_list(
        bits.len(),
        bits.keys().map(|c| u32::from(*c).to_le_bytes()),
        to,
    )?;
    write_list(bits.len(), bits.values().map(|bit| bit.to_le_bytes()), to)
}

fn read_names(from: &mut impl Read) -> io::Result<Names> {
    let starts: Vec<usize> = read_list(from, |bytes| {
        usize::try_from(u64::from_le_bytes(bytes)).unwrap_or(usize::MAX)
    })?;
    let length = starts.last().copied().unwrap_or_default();
    hold(length as u64 <= LONGEST)?;
    let text = read_text(from, length)?;
    let kinds = read_list(from, u8::from_le_bytes)?;
    let codes = read_list(from, u32::from_le_bytes)?;
    hold(kinds.len() == codes.len())?;
    let mut about = Vec::with_capacity(kinds.len());
    for (kind, code) in kinds.into_iter().zip(codes) {
        let kind = Kind::ALL.get(usize::from(kind)).copied();
        let kind = kind.ok_or(io::ErrorKind::InvalidData)?;
        about.push(About { kind, code });
    }
    let written = read_list(from, u64::from_le_bytes)?;
    let spoken = read_list(from, u64::from_le_bytes)?;
    let separated = read_list(from, |[is]: [u8; 1]| is == 1)?;
    let all = read_characters(from)?
        .into_iter()
        .map(Character::of)
        .collect();
    let characters = read_characters(from)?;
    let bits = read_list(from, u64::from_le_bytes)?;
    hold(characters.len() == bits.len())?;
    let alphabet: BTreeMap<char, u64> = characters.into_iter().zip(bits).collect();
    Ok(Names {
        text,
        starts,
        about,
        written,
        spoken,
        separated,
        characters: Characters {
            all,
            alphabet: Alphabet(alphabet),
        },
    })
}

fn read_characters(from: &mut impl Read) -> io::Result<Vec<char>> {
    let numbers = read_list(from, u32::from_le_bytes)?;
    let characters: Option<Vec<char>> = numbers.into_iter().map(char::from_u32).collect();
    characters.ok_or_else(|| io::ErrorKind::InvalidData.into())
}

fn write_occurrences(all: &Occurrences, to: &mut impl Write) -> io::Result<()> {
    let documents = &all.documents;
    write_texts(documents.iter().map(|document| &*document.unit), to)?;
    let count = documents.len();
    write_list(count, documents.iter().map(|of| of.id.0.to_le_bytes()), to)?;
    write_list(count, documents.iter().map(|of| of.year.to_le_bytes()), to)?;
    write_list(
        count,
        documents.iter().map(|of| {
            [
                place_in(&Stage::ALL, of.stage),
                place_in(&Scope::ALL, of.scope),
            ]
        }),
        to,
    )?;
    write_texts(all.codes.iter().map(|code| &**code), to)?;
    write_list(
        all.starts.len(),
        all.starts.iter().map(|start| start.to_le_bytes()),
        to,
    )?;
    let count = all.document.len();
    write_list(
        count,
        all.document.iter().map(|number| number.to_le_bytes()),
        to,
    )?;
    write_list(
        count,
        all.code.iter().map(|number| number.to_le_bytes()),
        to,
    )?;
    write_list(
        count,
        all.amount.iter().map(|amount| amount.to_le_bytes()),
        to,
    )?;
    write_list(
        count,
        all.form
            .iter()
            .map(|(unit, scale)| [place_in(&MoneyUnit::ALL, *unit), *scale]),
        to,
    )?;
    write_list(count, all.target.iter().map(|target| bytes_of(*target)), to)?;
    let odd: BTreeMap<_, _> = all.odd_amounts.iter().collect();
    write_list(odd.len(), odd.keys().map(|at| at.to_le_bytes()), to)?;
    let printed: Vec<String> = odd.values().map(|amount| amount.to_string()).collect();
    write_texts(printed.iter().map(String::as_str), to)?;
    write_list(
        all.order.len(),
        all.order.iter().map(|order| order.to_le_bytes()),
        to,
    )
}

fn read_occurrences(from: &mut impl Read) -> io::Result<Occurrences> {
    let documents = read_documents(from)?;
    let mut occurrences = Occurrences {
        documents,
        codes: read_texts(from)?,
        starts: read_list(from, u32::from_le_bytes)?,
        document: read_list(from, u32::from_le_bytes)?,
        code: read_list(from, u32::from_le_bytes)?,
        amount: read_list(from, i64::from_le_bytes)?,
        ..Occurrences::default()
    };
    let forms = read_list(from, |[unit, scale]: [u8; 2]| {
        let unit = MoneyUnit::ALL.get(usize::from(unit)).copied();
        unit.map(|unit| (unit, scale))
            .filter(|(_, scale)| *scale <= 28)
    })?;
    let forms: Option<Vec<_>> = forms.into_iter().collect();
    let targets: Option<Vec<_>> = read_list(from, target_of)?.into_iter().collect();
    occurrences.form = forms.ok_or(io::ErrorKind::InvalidData)?;
    occurrences.target = targets.ok_or(io::ErrorKind::InvalidData)?;
    let odd = read_list(from, u32::from_le_bytes)?;
    for (at, printed) in odd.into_iter().zip(read_texts(from)?) {
        let form = occurrences.form.get(at as usize);
        let amount = form.and_then(|(unit, _)| Amount::parse(&printed, *unit));
        let amount = amount.ok_or(io::ErrorKind::InvalidData)?;
        occurrences.odd_amounts.insert(at, amount);
    }
    Ok(occurrences)
}

fn read_documents(from: &mut impl Read) -> io::Result<Vec<Document>> {
    let units = read_texts(from)?;
    let ids = read_list(from, i64::from_le_bytes)?;
    let years = read_list(from, u16::from_le_bytes)?;
    let editions = read_list(from, |[stage, scope]: [u8; 2]| {
        let stage = Stage::ALL.get(usize::from(stage)).copied();
        stage.zip(Scope::ALL.get(usize::from(scope)).copied())
    })?;
    hold([ids.len(), years.len(), editions.len()] == [units.len(); 3])?;
    let mut documents = Vec::with_capacity(units.len());
    for (((unit, id), year), edition) in units.into_iter().zip(ids).zip(years).zip(editions) {
        let (stage, scope) = edition.ok_or(io::ErrorKind::InvalidData)?;
        documents.push(Document {
            id: DocumentId(id),
            unit,
            year,
            stage,
            scope,
        });
    }
    Ok(documents)
}

/// A tag, the table, the row.
fn bytes_of(target: Target) -> [u8; 7] {
    let (tag, table, row) = match target {
        Target::Unit => (0, 0, 0),
        Target::Function => (1, 0, 0),
        Target::Economic { government: false } => (2, 0, 0),
        Target::Economic { government: true } => (3, 0, 0),
        Target::Project { table, row } => (4, table, row),
        Target::Indicator { index } => (5, 0, index),
    };
    let ([t0, t1], [r0, r1, r2, r3]) = (table.to_le_bytes(), row.to_le_bytes());
    [tag, t0, t1, r0, r1, r2, r3]
}

fn target_of([tag, t0, t1, r0, r1, r2, r3]: [u8; 7]) -> Option<Target> {
    let table = u16::from_le_bytes([t0, t1]);
    let row = u32::from_le_bytes([r0, r1, r2, r3]);
    Some(match tag {
        0 => Target::Unit,
        1 => Target::Function,
        2 => Target::Economic { government: false },
        3 => Target::Economic { government: true },
        4 => Target::Project { table, row },
        5 => Target::Indicator { index: row },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, Former, Query};
    use super::*;

    /// What two documents hold, the same names among them, with every kind of entry.
    fn entries() -> Vec<Entry<'static>> {
        let entry = |document, kind, name, code, printed: &str, target| Entry {
            kind,
            name,
            code,
            unit: ["甲中心", "乙局"][document],
            year: 2023,
            stage: Stage::ALL[document],
            scope: Scope::ALL[document],
            amount: Amount::parse(printed, MoneyUnit::Wan),
            document: DocumentId(document as i64 + 7),
            target,
        };
        let mut all = Vec::new();
        for document in 0..2 {
            let project = Target::Project { table: 3, row: 9 };
            let economic = Target::Economic { government: true };
            all.extend([
                entry(document, Kind::Unit, "甲中心", "101", "5.00", Target::Unit),
                entry(
                    document,
                    Kind::Project,
                    "职业年金 project",
                    "",
                    "-0.00",
                    project,
                ),
                entry(
                    document,
                    Kind::Subject,
                    "职业年金缴费",
                    "2080506",
                    "7.1",
                    Target::Function,
                ),
                entry(document, Kind::Subject, "工资", "501", "", economic),
                entry(
                    document,
                    Kind::Indicator,
                    "参保人数",
                    "",
                    "",
                    Target::Indicator { index: 4 },
                ),
            ]);
        }
        all
    }

    fn written(index: &Index) -> Vec<u8> {
        let mut bytes = Vec::new();
        index.write(&mut bytes).unwrap();
        bytes
    }

    fn found(index: &Index) -> Vec<String> {
        let mut lines = Vec::new();
        for typed in ["职业年金", "znj", "2080", "人", "project", ">1"] {
            let query = Query::parse(typed, MoneyUnit::Wan);
            for hit in index.search(&query, None, 9, &|| true).hits {
                let occurrences = index.occurrences(&query, &hit);
                lines.push(format!("{typed} {} {occurrences:?}", hit.name));
            }
        }
        lines
    }

    #[test]
    fn an_index_comes_back_as_it_was_written() {
        let index = Index::of(entries());
        let bytes = written(&index);
        for to_change in [false, true] {
            let read = Index::read(&mut bytes.as_slice(), to_change).unwrap();
            assert_eq!(found(&read), found(&index));
        }
        assert!(!found(&index).is_empty());
    }

    #[test]
    fn a_former_index_gives_the_entries_of_a_document_in_their_order() {
        let bytes = written(&Index::of(entries()));
        let read = |to_change| Index::read(&mut bytes.as_slice(), to_change).unwrap();
        assert!(Former::of(read(false)).is_none());
        let former = Former::of(read(true)).unwrap();
        let mut given = Vec::new();
        for document in [7, 8] {
            assert!(former.entries(DocumentId(document), &mut |entry| {
                given.push(format!("{entry:?}"))
            }));
        }
        let stored: Vec<String> = entries().iter().map(|entry| format!("{entry:?}")).collect();
        assert_eq!(given, stored);
        assert!(!former.entries(DocumentId(9), &mut |_| ()));
    }

    #[test]
    fn what_is_torn_or_changed_is_no_index_or_a_harmless_one() {
        let bytes = written(&Index::of(entries()));
        for length in 0..bytes.len() {
            assert!(
                Index::read(&mut &bytes[..length], true).is_err(),
                "{length}"
            );
        }
        for at in 0..bytes.len() {
            for bits in [0x01, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] ^= bits;
                // Whatever comes of it, nothing panics.
                if let Ok(index) = Index::read(&mut changed.as_slice(), true) {
                    let _lines = found(&index);
                    let _former = Former::of(index);
                }
            }
        }
    }
}
