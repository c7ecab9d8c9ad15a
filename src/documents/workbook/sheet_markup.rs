/*!
What the XML of a sheet (.xlsx) says that calamine does not tell.

Rows and columns that nobody sees, what merged cells cover, the parts of a text that are struck
out or raised, formulas whose result was not stored, whether zeros are shown, and what each
printed page says above and below the table.
*/

use super::super::DocumentError;
use super::super::package::{self, Package};
use super::super::xml::{XmlPiece, attribute, each_piece, name};
use super::conditions::{Area, Comparison, Conditional, Reach, When};
use super::looks::Looks;
use super::rich_text::{RichText, Run};
use super::sheet_styles::{SheetStyles, is_white};
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::rc::Rc;

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

/// A column narrower than this part of a character shows nothing.
const NARROWEST: Decimal = Decimal::from_parts(2, 0, 0, false, 1);

/// How each sheet looks, by its name; nothing where the workbook is of another kind.
pub fn of_sheets(package: &mut Package) -> Result<HashMap<String, Looks>, DocumentError> {
    let (Some(workbook), Some(relations)) = (package.text(WORKBOOK)?, package.text(RELATIONS)?)
    else {
        return Ok(HashMap::new());
    };
    let parts = package::targets(&relations, super::READER.name, "xl")?;
    let strings = match package.text(STRINGS)? {
        Some(strings) => dressed_strings(&strings)?,
        None => HashMap::new(),
    };
    let styles = match package.text(STYLES)? {
        Some(styles) => SheetStyles::of(&styles)?,
        None => SheetStyles::default(),
    };
    let mut sheets = Vec::new();
    each_start(&workbook, |element| {
        if name(element) == "sheet"
            && let (Some(sheet), Some(id)) = (attribute(element, "name"), attribute(element, "id"))
        {
            sheets.push((sheet, id));
        }
    })?;
    let mut repeated = repeated_rows(&workbook)?;
    let mut found = HashMap::new();
    for (at, (sheet, id)) in sheets.into_iter().enumerate() {
        if let Some(part) = parts.get(&id)
            && let Some(xml) = package.text(part)?
        {
            let mut looks = of_sheet(&xml, &strings, &styles)?;
            looks.repeated_rows = repeated.remove(&at);
            found.insert(sheet, looks);
        }
    }
    Ok(found)
}

/// The rows that each sheet prints on all its pages, by the sheet's number from 0.
fn repeated_rows(workbook: &str) -> Result<HashMap<usize, RangeInclusive<u32>>, DocumentError> {
    let (mut found, mut open) = (HashMap::new(), None);
    each_piece(workbook, super::READER.name, |piece| match piece {
        XmlPiece::Start(element) if name(&element) == "definedName" => {
            let is_of_titles = attribute(&element, "name").as_deref() == Some(PRINT_TITLES);
            let sheet = attribute(&element, "localSheetId").filter(|_| is_of_titles);
            open = sheet.and_then(|sheet| sheet.trim().parse::<usize>().ok());
        }
        XmlPiece::Text(text) => {
            if let Some((sheet, rows)) = open.zip(whole_rows(&text)) {
                found.insert(sheet, rows);
            }
        }
        XmlPiece::Start(_) | XmlPiece::End => open = None,
    })?;
    Ok(found)
}

/// What names the rows and columns that every page prints.
const PRINT_TITLES: &str = "_xlnm.Print_Titles";

/// The rows of `支出总表!$A:$B,支出总表!$1:$3`, from 0.
fn whole_rows(reference: &str) -> Option<RangeInclusive<u32>> {
    reference.rsplit(',').find_map(|part| {
        let (_, area) = part.rsplit_once('!').unwrap_or(("", part));
        let (first, last) = area.split_once(':')?;
        let row = |name: &str| {
            name.replace('$', "")
                .trim()
                .parse::<u32>()
                .ok()?
                .checked_sub(1)
        };
        Some(row(first)?..=row(last)?)
    })
}

/// The name of the sheet that a workbook opens with; none where it is of another kind.
pub fn active_sheet(bytes: &[u8]) -> Result<Option<String>, DocumentError> {
    if !package::is_package(bytes) {
        return Ok(None);
    }
    let mut package = Package::open(bytes, super::READER.name)?;
    let Some(workbook) = package.text(WORKBOOK)? else {
        return Ok(None);
    };
    let (mut active, mut names) = (0, Vec::new());
    each_start(&workbook, |element| match name(element) {
        "workbookView" => active = number(element, "activeTab").unwrap_or(0),
        "sheet" => names.extend(attribute(element, "name")),
        _ => {}
    })?;
    let active = usize::try_from(active).ok();
    Ok(active.and_then(|at| names.get(at).cloned()))
}

fn each_start(xml: &str, mut take: impl FnMut(&BytesStart)) -> Result<(), DocumentError> {
    each_piece(xml, super::READER.name, |piece| {
        if let XmlPiece::Start(element) = piece {
            take(&element);
        }
    })
}

/// The shared texts of which a part is struck out or raised, by their numbers.
fn dressed_strings(xml: &str) -> Result<HashMap<usize, RichText>, DocumentError> {
    let mut found = HashMap::new();
    let (mut at, mut reader) = (0, RichReader::default());
    let mut way: Vec<String> = Vec::new();
    each_piece(xml, super::READER.name, |piece| match piece {
        XmlPiece::Start(element) => {
            let name = name(&element).to_owned();
            if name == "si" {
                reader = RichReader::default();
            }
            reader.start(&name, &element);
            way.push(name);
        }
        XmlPiece::Text(text) => reader.text(way.last().map_or("", String::as_str), &text),
        XmlPiece::End => {
            let ended = way.pop().unwrap_or_default();
            reader.end(&ended);
            if ended == "si" {
                let text = std::mem::take(&mut reader).finish();
                if text.is_dressed {
                    found.insert(at, text);
                }
                at += 1;
            }
        }
    })?;
    Ok(found)
}

/// Takes the runs of a text out of its elements.
#[derive(Default)]
struct RichReader {
    text: RichText,
    run: Run,
    /// Whether what stands here is said how to pronounce.
    is_phonetic: bool,
}

impl RichReader {
    fn start(&mut self, name: &str, element: &BytesStart) {
        let value = || attribute(element, "val").unwrap_or_default();
        match name {
            "r" => self.run = Run::default(),
            "rPr" => self.run.is_own = true,
            "rPh" => self.is_phonetic = true,
            "strike" => self.run.struck = !matches!(value().as_str(), "0" | "false"),
            "vertAlign" => self.run.raised = value() != "baseline",
            "color" => self.run.white = is_white(element),
            _ => {}
        }
    }

    fn text(&mut self, inside: &str, text: &str) {
        if inside == "t" && !self.is_phonetic {
            self.text.add(text, self.run);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "r" => self.run = Run::default(),
            "rPh" => self.is_phonetic = false,
            _ => {}
        }
    }

    fn finish(self) -> RichText {
        self.text.finish()
    }
}

/// A sheet while it is read.
struct SheetReader<'s> {
    strings: &'s HashMap<usize, RichText>,
    styles: &'s SheetStyles,
    looks: Looks,
    way: Vec<String>,
    /// The number of the row and the column that come next, from 1.
    row: u32,
    column: u32,
    cell: OpenCell,
    page: String,
    /// The formats under a condition that are open: the cells, then the rule.
    areas: Rc<[Area]>,
    rule: OpenRule,
    /// The conditions that were read, with the place at which each is asked.
    conditions: Vec<(u32, Conditional)>,
}

/// The code of a number that is not shown.
const NOTHING: &str = ";;;";

/// A rule that is open.
#[derive(Default)]
struct OpenRule {
    format: Option<usize>,
    sign: Option<String>,
    formulas: Vec<String>,
    /// Its place in the order in which rules are asked, and whether it is the last that is.
    priority: u32,
    stops: bool,
    /// Whether it draws a bar or a sign in place of the number.
    hides_number: bool,
}

/// The cell that is open.
#[derive(Default)]
struct OpenCell {
    at: Option<(u32, u32)>,
    is_shared: bool,
    /// Whether its formula gives a text, which may be none.
    gives_text: bool,
    has_value: bool,
    value: String,
    formula: Option<String>,
    text: RichReader,
}

fn of_sheet(
    xml: &str,
    strings: &HashMap<usize, RichText>,
    styles: &SheetStyles,
) -> Result<Looks, DocumentError> {
    let mut reader = SheetReader {
        strings,
        styles,
        looks: Looks::default(),
        way: Vec::new(),
        row: 1,
        column: 1,
        cell: OpenCell::default(),
        page: String::new(),
        areas: Rc::default(),
        rule: OpenRule::default(),
        conditions: Vec::new(),
    };
    reader.looks.widths.letters = styles.letters;
    each_piece(xml, super::READER.name, |piece| match piece {
        XmlPiece::Start(element) => reader.start(&element),
        XmlPiece::Text(text) => reader.text(&text),
        XmlPiece::End => reader.end(),
    })?;
    reader.conditions.sort_by_key(|(priority, _)| *priority);
    let conditions = reader.conditions.into_iter();
    reader.looks.conditions = conditions.map(|(_, condition)| condition).collect();
    Ok(reader.looks)
}

impl SheetReader<'_> {
    fn start(&mut self, element: &BytesStart) {
        let name = name(element);
        match name {
            "row" => self.begin_row(element),
            "col" => self.column(element),
            "brk" if self.way.last().is_some_and(|above| above == "rowBreaks") => {
                self.looks.page_starts.extend(number(element, "id"));
            }
            "conditionalFormatting" => {
                let areas = attribute(element, "sqref").unwrap_or_default();
                self.areas = areas.split_whitespace().filter_map(area_or_cell).collect();
            }
            "cfRule" => {
                let is_comparison = attribute(element, "type").as_deref() == Some("cellIs");
                self.rule = OpenRule {
                    format: number(element, "dxfId").and_then(|id| usize::try_from(id).ok()),
                    sign: attribute(element, "operator").filter(|_| is_comparison),
                    priority: number(element, "priority").unwrap_or(u32::MAX),
                    stops: is_on(element, "stopIfTrue"),
                    ..OpenRule::default()
                };
            }
            "dataBar" | "iconSet" if is_off(element, "showValue") => {
                self.rule.hides_number = true;
            }
            "formula" => self.rule.formulas.push(String::new()),
            "v" => self.cell.has_value = true,
            "c" => self.begin_cell(element),
            "f" => self.cell.formula = Some(String::new()),
            "sheetView" if is_off(element, "showZeros") => self.looks.hides_zeros = true,
            // Merged cells come last in a sheet.
            "mergeCell" => {
                let reference = attribute(element, "ref").unwrap_or_default();
                if let Some((rows, columns)) = area(&reference) {
                    self.looks.hidden.merge(rows, columns);
                }
            }
            _ => self.cell.text.start(name, element),
        }
        self.way.push(name.to_owned());
    }

    /// A row without a number is the one after the row before it.
    fn begin_row(&mut self, element: &BytesStart) {
        let row = number(element, "r").unwrap_or(self.row);
        (self.row, self.column) = (row.saturating_add(1), 1);
        let height = attribute(element, "ht").and_then(|height| height.trim().parse().ok());
        if is_on(element, "hidden") || height == Some(Decimal::ZERO) {
            self.looks.hidden.hide_row(row.saturating_sub(1));
        }
    }

    fn begin_cell(&mut self, element: &BytesStart) {
        let named = attribute(element, "r").and_then(|reference| cell(&reference));
        let here = (self.row.saturating_sub(2), self.column.saturating_sub(1));
        let at = named.unwrap_or(here);
        self.column = at.1.saturating_add(2);
        self.cell = OpenCell {
            at: Some(at),
            is_shared: attribute(element, "t").as_deref() == Some("s"),
            gives_text: attribute(element, "t").as_deref() == Some("str"),
            ..OpenCell::default()
        };
    }

    fn text(&mut self, text: &str) {
        match self.way.last().map_or("", String::as_str) {
            "v" => self.cell.value.push_str(text),
            "f" => {
                if let Some(formula) = &mut self.cell.formula {
                    formula.push_str(text);
                }
            }
            "t" => self.cell.text.text("t", text),
            "formula" => {
                if let Some(formula) = self.rule.formulas.last_mut() {
                    formula.push_str(text);
                }
            }
            "oddHeader" | "oddFooter" | "firstHeader" | "firstFooter" => {
                self.page.push_str(text);
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        let ended = self.way.pop().unwrap_or_default();
        match ended.as_str() {
            "c" => self.end_cell(),
            "cfRule" => self.end_rule(),
            "headerFooter" => {
                self.looks.page_text = std::mem::take(&mut self.page);
            }
            ended => self.cell.text.end(ended),
        }
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let Some(at) = cell.at else { return };
        let text = cell.text.finish();
        let shared = cell.value.trim().parse().ok();
        let shared = shared.filter(|_| cell.is_shared);
        let shared = shared.and_then(|at: usize| self.strings.get(&at));
        if let Some(text) = shared.or(text.is_dressed.then_some(&text)) {
            self.looks.texts.insert(at, text.clone());
        }
        let is_blank_text = cell.gives_text && cell.has_value;
        let is_without_result = cell.value.trim().is_empty() && !is_blank_text;
        if let Some(formula) = cell.formula.filter(|_| is_without_result) {
            self.looks.uncached.push((at, formula));
        }
    }

    /// A rule counts where it may take a text out or turn a number, or where none is asked after it.
    fn end_rule(&mut self) {
        let rule = std::mem::take(&mut self.rule);
        let format = rule.format;
        let look = format.and_then(|format| self.styles.conditional.get(format));
        let mut look = look.cloned().unwrap_or_default();
        let sign = rule.sign.as_deref().unwrap_or_default();
        let mut when = When::of(Comparison::named(sign, &rule.formulas));
        if rule.hides_number {
            when = When::Always;
            look.code = Some(NOTHING.to_owned());
        }
        if look.matters() || rule.stops {
            let condition = Conditional {
                reach: Reach::Areas(Rc::clone(&self.areas)),
                when,
                look,
                stops: rule.stops,
                group: 0,
            };
            self.conditions.push((rule.priority, condition));
        }
    }

    fn column(&mut self, element: &BytesStart) {
        let width = attribute(element, "width").and_then(|width| width.trim().parse().ok());
        let is_narrow = width.is_some_and(|width: Decimal| width < NARROWEST);
        let (Some(first), Some(last)) = (number(element, "min"), number(element, "max")) else {
            return;
        };
        let columns = first.saturating_sub(1)..=last.saturating_sub(1);
        if is_narrow || is_on(element, "hidden") {
            self.looks.hidden.hide_columns(columns);
        } else if let Some(width) = width.filter(|_| is_on(element, "customWidth")) {
            self.looks.widths.set(columns, width);
        }
    }
}

/// The rows and columns of `A1:G3`, from 0.
pub fn area(reference: &str) -> Option<(RangeInclusive<u32>, RangeInclusive<u32>)> {
    let (first, last) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some((top..=bottom, left..=right))
}

/// The rows and columns of `A1:G3` or of `C5`, from 0.
fn area_or_cell(reference: &str) -> Option<Area> {
    let alone = || cell(reference).map(|(row, column)| (row..=row, column..=column));
    area(reference).or_else(alone)
}

/// The row and column of `C5` or `$C$5`, from 0.
pub fn cell(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let row: u32 = name[letters.len()..].parse().ok()?;
    let column = letters.bytes().try_fold(0u32, |column, letter| {
        let value = letter.is_ascii_uppercase().then(|| letter - b'A')?;
        column.checked_mul(26)?.checked_add(u32::from(value) + 1)
    })?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

fn number(element: &BytesStart, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

fn is_on(element: &BytesStart, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

fn is_off(element: &BytesStart, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.as_str(), "0" | "false"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_columns() {
        let xml = "<worksheet><cols><col min=\"3\" max=\"4\" hidden=\"1\"/><col min=\"5\" max=\"5\"/>\
            <col min=\"6\" max=\"6\" width=\"0\"/></cols>\
            <sheetData><row r=\"2\"/><row hidden=\"true\"/><row r=\"9\" hidden=\"1\"/><row r=\"11\" ht=\"0\"/></sheetData>\
            <mergeCells><mergeCell ref=\"C3:AA4\"/><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>";
        let hidden = of_sheet(xml, &HashMap::new(), &SheetStyles::default());
        let hidden = hidden.unwrap().hidden;
        let rows: Vec<u32> = (0..12).filter(|&row| hidden.has_row(row)).collect();
        let columns: Vec<u32> = (0..6).filter(|&column| hidden.has_column(column)).collect();
        assert_eq!((rows, columns), (vec![2, 8, 10], vec![2, 3, 5]));
        assert_eq!(hidden.shown_at(3, 4), (2, 2));
        assert_eq!(hidden.shown_at(0, 0), (0, 0));
        assert_eq!(
            (cell("XFD1"), cell("1A"), cell("A0")),
            (Some((0, 16_383)), None, None)
        );
    }

    #[test]
    fn texts_and_formulas_of_cells() {
        let strings = "<sst><si><t>甲</t></si><si><r><rPr><strike/></rPr><t>120</t></r><r><t>150</t></r></si>\
            <si><r><t>65.50</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r><rPh><t>9</t></rPh></si></sst>";
        let strings = dressed_strings(strings).unwrap();
        let xml = "<worksheet><sheetViews><sheetView showZeros=\"0\"/></sheetViews><sheetData><row r=\"3\">\
            <c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>0</v></c>\
            <c r=\"F3\"><f>A1+B1</f><v></v></c><c><f>A1</f><v>2</v></c>\
            <c t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>1</t></r><r><t>2</t></r></is></c></row></sheetData>\
            <headerFooter><oddHeader>&amp;R单位：元</oddHeader></headerFooter></worksheet>";
        let looks = of_sheet(xml, &strings, &SheetStyles::default()).unwrap();
        let text = |column| looks.texts.get(&(2, column)).map(|text| text.text.as_str());
        assert_eq!(
            [text(0), text(1), text(2), text(7)],
            [Some("150"), Some("65.50"), None, Some("2")]
        );
        assert_eq!(looks.uncached, [((2, 5), "A1+B1".to_owned())]);
        assert!(looks.hides_zeros);
        assert_eq!(looks.page_text, "&R单位：元");
    }
}
