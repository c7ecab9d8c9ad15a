/*!
Text documents of OpenDocument (.odt): the text as it is printed, changes accepted.

Styles are read with the text; where a style stands on another, what that says holds too.
*/

use super::super::open_styles::{Styles, page_texts};
use super::super::package::{self, Package};
use super::super::xml::{XmlPiece, attribute, each_piece, name};
use super::super::{DocumentError, File, Reader, Text, workbook};
use super::content::{Block, Content, Merge, Paragraph, TableCell, TableRow};
use super::paragraph_text::{Dress, ParagraphText};
use super::writing::{self, Chunk};
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

pub(in crate::documents) const READER: Reader = Reader {
    name: "OpenDocument 文本",
    knows,
    read,
};

/// What a text document says of itself.
const KIND: &[u8] = b"application/vnd.oasis.opendocument.text";
const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

fn knows(bytes: &[u8]) -> bool {
    package::holds_type(bytes, KIND)
}

fn read(file: &File) -> Result<Text, DocumentError> {
    let mut package = Package::open(file.bytes, READER.name)?;
    let manifest = package.text(MANIFEST)?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(DocumentError::LockedOffice);
    }
    let styles = package.text(STYLES)?.unwrap_or_default();
    let content = package.text(CONTENT)?;
    let content = content.ok_or_else(|| DocumentError::Damaged {
        format: READER.name,
        why: "缺少正文".to_owned(),
    })?;
    let mut content = read_parts(&styles, &content)?;
    if !styles.is_empty() {
        let pages = page_texts(&styles, READER.name)?;
        content.page_text = pages.into_values().collect();
    }
    let chunks = objects(&content.objects, &mut package)?;
    Ok(writing::write(&content, &chunks))
}

/// What the objects of a document say: of a workbook the sheet that the page shows, nothing of
/// charts and formulas.
fn objects(
    names: &[String],
    package: &mut Package,
) -> Result<HashMap<String, Chunk>, DocumentError> {
    let mut chunks = HashMap::new();
    for name in names.iter().take(super::MOST_CHUNKS) {
        let chunk = if let Some(bytes) = package.part(name)? {
            super::chunk(&bytes, 1)
        } else {
            let sheet = workbook::shown_sheet_in(package, &format!("{name}/"))?;
            Chunk::Read(sheet.unwrap_or_default())
        };
        chunks.insert(name.clone(), chunk);
    }
    Ok(chunks)
}

fn read_parts(styles: &str, content: &str) -> Result<Content, DocumentError> {
    let mut builder = Builder::default();
    for part in [styles, content] {
        if part.is_empty() {
            continue;
        }
        each_piece(part, READER.name, |piece| match piece {
            XmlPiece::Start(element) => builder.start(&element),
            XmlPiece::End => builder.end(),
            XmlPiece::Text(text) => builder.text(&text),
        })?;
    }
    Ok(builder.content)
}

/// How text looks, with what colour it may be seen on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    struck: bool,
    hidden: bool,
    raised: bool,
    is_white: bool,
    is_tiny: bool,
    is_grounded: bool,
}

impl Look {
    fn dress(self) -> Dress {
        Dress {
            struck: self.struck,
            hidden: self.hidden || self.is_tiny || self.is_white && !self.is_grounded,
            raised: self.raised,
            deleted: false,
        }
    }
}

/// The role of an open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ElementRole {
    Paragraph {
        heading: bool,
        /// How the text around it looks: in a box a paragraph lies inside another.
        around: Look,
    },
    /// A part of a paragraph, and how the text around it looks.
    Span(Look),
    /// A table, and whether what is around it has a ground.
    Table(bool),
    Row {
        repeated: usize,
    },
    Cell {
        repeated: usize,
        /// Whether what is around it has a ground.
        around: bool,
    },
    Unread,
    Other,
}

/// A cell or row that is repeated further than this fills a page for its looks.
const MOST_REPEATED: usize = 400;

/// A table that is open.
#[derive(Debug, Default)]
struct OpenTable {
    /// Its number in the list of all.
    index: usize,
    /// How many covered cells still belong to the cell before them.
    covered: usize,
    /// The columns that come next and are hidden.
    column: usize,
    hidden: HashSet<usize>,
    /// The column of the cell that comes next.
    next: usize,
}

#[derive(Default)]
struct Builder {
    content: Content,
    styles: Styles,
    way: Vec<ElementRole>,
    tables: Vec<OpenTable>,
    /// The paragraphs that are open: in a box one is open inside another.
    paragraphs: Vec<ParagraphText>,
    look: Look,
    /// Whether the frame that is open holds an object.
    has_object: bool,
    /// Whether what is open around the text has a ground of its own.
    is_grounded: bool,
}

impl Builder {
    fn start(&mut self, element: &BytesStart) {
        let role = if self.way.last() == Some(&ElementRole::Unread) {
            ElementRole::Unread
        } else {
            self.role(name(element), element)
        };
        self.way.push(role);
    }

    fn role(&mut self, name: &str, element: &BytesStart) -> ElementRole {
        match name {
            "style" | "default-style" => self.styles.take(name, element),
            _ if name.ends_with("-properties") => self.styles.take(name, element),
            "tracked-changes"
            | "note"
            | "annotation"
            | "master-styles"
            | "ruby-text"
            | "sequence-decls"
            | "table-of-content-source" => return ElementRole::Unread,
            "p" | "h" => return self.begin_paragraph(name == "h", element),
            "span" => return self.begin_span(element),
            "table" => return self.begin_table(element),
            "table-column" => self.columns(element),
            "table-row" => return self.begin_row(element),
            "table-cell" | "covered-table-cell" => return self.begin_cell(name, element),
            "s" => self.text(&" ".repeat(count(element, "c").min(MOST_REPEATED))),
            "tab" => self.text(if self.tables.is_empty() { "    " } else { " " }),
            "line-break" => self.text("\n"),
            "section" if self.is_hidden_section(element) => return ElementRole::Unread,
            "object" | "object-ole" => self.object(element),
            "frame" => self.has_object = false,
            "image" if self.has_object => {}
            "image" if !self.paragraphs.is_empty() => self.content.pictures += 1,
            _ => {}
        }
        ElementRole::Other
    }

    fn begin_paragraph(&mut self, heading: bool, element: &BytesStart) -> ElementRole {
        let style = attribute(element, "style-name").unwrap_or_default();
        let around = self.look;
        self.paragraphs.push(ParagraphText::default());
        let base = Look {
            is_grounded: self.is_grounded,
            ..Look::default()
        };
        self.look = self.look_by("paragraph", &style, base);
        ElementRole::Paragraph { heading, around }
    }

    fn begin_span(&mut self, element: &BytesStart) -> ElementRole {
        let around = self.look;
        let style = attribute(element, "style-name").unwrap_or_default();
        self.look = self.look_by("text", &style, around);
        ElementRole::Span(around)
    }

    /// How text looks by a style, where the text around it looks so.
    fn look_by(&self, family: &str, name: &str, around: Look) -> Look {
        let style = self.styles.of(family, name);
        Look {
            struck: style.struck.unwrap_or(around.struck),
            hidden: style.hidden.unwrap_or(around.hidden),
            raised: style.raised.unwrap_or(around.raised),
            is_white: style
                .color
                .as_ref()
                .map_or(around.is_white, |_| style.is_white()),
            is_tiny: style
                .size
                .map_or(around.is_tiny, |size| size <= Decimal::ONE),
            is_grounded: around.is_grounded || style.is_grounded(),
        }
    }

    /// Whether the ground of a cell, or of what it lies in, has another colour than paper.
    fn colors_ground(&self, family: &str, element: &BytesStart) -> bool {
        let style = attribute(element, "style-name").unwrap_or_default();
        self.is_grounded || self.styles.of(family, &style).is_grounded()
    }

    /// An object; the picture in its frame shows the same.
    fn object(&mut self, element: &BytesStart) {
        let Some(place) = attribute(element, "href") else {
            return;
        };
        let name = place
            .trim_start_matches("./")
            .trim_end_matches('/')
            .to_owned();
        let table = self.table();
        self.content.add(Block::Chunk(name.clone()), table);
        self.content.objects.push(name);
        self.has_object = true;
    }

    fn is_hidden_section(&self, element: &BytesStart) -> bool {
        attribute(element, "display").as_deref() == Some("none")
    }

    fn table(&self) -> Option<usize> {
        self.tables.last().map(|table| table.index)
    }

    fn begin_table(&mut self, element: &BytesStart) -> ElementRole {
        let around = self.is_grounded;
        self.is_grounded = self.colors_ground("table", element);
        let index = self.content.tables.len();
        self.content.tables.push(Vec::new());
        let outer = self.table();
        self.content.add(Block::Table(index), outer);
        self.tables.push(OpenTable {
            index,
            ..OpenTable::default()
        });
        ElementRole::Table(around)
    }

    fn columns(&mut self, element: &BytesStart) {
        let is_hidden = self.is_hidden(element, "table-column");
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let repeated = count(element, "number-columns-repeated").min(MOST_REPEATED);
        if is_hidden {
            table.hidden.extend(table.column..table.column + repeated);
        }
        table.column = table.column.saturating_add(repeated);
    }

    fn begin_row(&mut self, element: &BytesStart) -> ElementRole {
        let unread = self.is_hidden(element, "table-row");
        let repeated = count(element, "number-rows-repeated").min(MOST_REPEATED);
        if let Some(table) = self.tables.last_mut() {
            (table.covered, table.next) = (0, 0);
            if let Some(rows) = self.content.tables.get_mut(table.index) {
                rows.push(TableRow {
                    unread,
                    ..TableRow::default()
                });
            }
        }
        ElementRole::Row { repeated }
    }

    fn begin_cell(&mut self, name: &str, element: &BytesStart) -> ElementRole {
        let repeated = count(element, "number-columns-repeated").min(MOST_REPEATED);
        let columns = count(element, "number-columns-spanned").min(MOST_REPEATED);
        let rows = count(element, "number-rows-spanned");
        let Some(table) = self.tables.last_mut() else {
            return ElementRole::Unread;
        };
        let index = table.index;
        if name == "covered-table-cell" {
            // What is covered from the left belongs to the cell there, the rest to one above.
            let left = repeated.min(table.covered);
            table.covered -= left;
            table.next += repeated - left;
            for _ in left..repeated {
                self.begin_laid(index, 1, Merge::GoesOn, false);
            }
            return ElementRole::Unread;
        }
        let shown =
            (table.next..table.next + columns).filter(|column| !table.hidden.contains(column));
        let shown = shown.count();
        table.next = table.next.saturating_add(columns);
        table.covered = columns - 1;
        let merge = if rows > 1 {
            Merge::Begins
        } else {
            Merge::Alone
        };
        self.begin_laid(index, shown, merge, shown == 0);
        let around = self.is_grounded;
        self.is_grounded = self.colors_ground("table-cell", element);
        ElementRole::Cell { repeated, around }
    }

    fn begin_laid(&mut self, table: usize, columns: usize, merge: Merge, unread: bool) {
        if let Some(row) = self.content.open_row(Some(table)) {
            row.cells.push(TableCell {
                columns,
                merge,
                unread,
                blocks: Vec::new(),
            });
        }
    }

    fn is_hidden(&self, element: &BytesStart, family: &str) -> bool {
        let style = attribute(element, "style-name").unwrap_or_default();
        self.styles.of(family, &style).is_nothing
            || attribute(element, "visibility").is_some_and(|value| value != "visible")
    }

    fn text(&mut self, text: &str) {
        if self.way.last() == Some(&ElementRole::Unread) {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            // White space in the file is a blank, as in any page.
            let text = text.replace(['\r', '\t'], " ");
            paragraph.push_str(&text, self.look.dress());
        }
    }

    fn end(&mut self) {
        match self.way.pop() {
            Some(ElementRole::Paragraph { heading, around }) => {
                self.end_paragraph(heading);
                self.look = around;
            }
            Some(ElementRole::Span(around)) => self.look = around,
            Some(ElementRole::Cell { repeated, around }) => {
                self.is_grounded = around;
                self.end_cell(repeated);
            }
            Some(ElementRole::Row { repeated }) => self.end_row(repeated),
            Some(ElementRole::Table(around)) => {
                self.is_grounded = around;
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self, heading: bool) {
        let Some(mut ended) = self.paragraphs.pop() else {
            return;
        };
        let text = self.content.take_ended(ended.end());
        let table = self.table();
        let heading = heading && table.is_none();
        let paragraph = Paragraph { text, heading };
        self.content.add(Block::Paragraph(paragraph), table);
    }

    fn end_cell(&mut self, repeated: usize) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        table.next = table.next.saturating_add(repeated - 1);
        if let Some(row) = self.content.open_row(Some(table.index)) {
            if row.cells.last().is_some_and(|cell| cell.unread) {
                row.cells.pop();
                return;
            }
            if let Some(cell) = row.cells.last().cloned() {
                row.cells.extend(std::iter::repeat_n(cell, repeated - 1));
            }
        }
    }

    fn end_row(&mut self, repeated: usize) {
        let Some(table) = self.tables.last() else {
            return;
        };
        let Some(rows) = self.content.tables.get_mut(table.index) else {
            return;
        };
        if rows.last().is_some_and(|row| row.unread) {
            rows.pop();
        } else if let Some(row) = rows.last().cloned()
            && row.cells.iter().any(|cell| !cell.blocks.is_empty())
        {
            rows.extend(std::iter::repeat_n(row, repeated - 1));
        }
    }
}

/// A count, which is one where it is not said.
fn count(element: &BytesStart, name: &str) -> usize {
    let value = attribute(element, name).and_then(|value| value.trim().parse().ok());
    value.unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(styles: &str, body: &str) -> String {
        let xml = format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
             <office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        let content = read_parts("", &xml).unwrap();
        writing::write(&content, &HashMap::new()).text
    }

    fn cell(more: &str, words: &str) -> String {
        format!("<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>")
    }

    #[test]
    fn cells_span_columns_and_rows() {
        let covered = "<table:covered-table-cell/>";
        let table = format!(
            "<text:h>支出总表</text:h><table:table><table:table-column table:number-columns-repeated='3'/>\
             <table:table-header-rows><table:table-row>{}{}{covered}</table:table-row></table:table-header-rows>\
             <table:table-row>{covered}{}{}</table:table-row>\
             <table:table-row>{}{}</table:table-row></table:table>",
            cell("table:number-rows-spanned='2'", "科目"),
            cell("table:number-columns-spanned='2'", "支出"),
            cell("", "基本"),
            cell("", "项<text:s/>目"),
            cell("", "208"),
            cell("table:number-columns-repeated='2'", "5.00"),
        );
        assert_eq!(
            text("", &table),
            "# 支出总表\n科目\t支出\t\n\t基本\t项 目\n208\t5.00\t5.00\n\n"
        );
    }

    #[test]
    fn what_is_not_printed_is_left_out() {
        let style = |name: &str, base: &str, says: &str| {
            format!(
                "<style:style style:family='text' style:name='{name}' style:parent-style-name='{base}'>\
                 <style:text-properties {says}/></style:style>"
            )
        };
        let styles = [
            style("gone", "", "style:text-line-through-style='solid'"),
            style("too", "gone", "fo:color='#ff0000'"),
            style("up", "", "style:text-position='super 58%'"),
            style("not", "", "text:display='none'"),
            "<style:style style:family='table-column' style:name='flat'><style:table-column-properties style:column-width='0cm'/></style:style>".to_owned(),
        ]
        .concat();
        let body = "<text:tracked-changes><text:p>删去</text:p></text:tracked-changes>\
            <text:p><text:span text:style-name='too'>120</text:span>150<text:span text:style-name='up'>1</text:span>\
            <text:span text:style-name='not'>9</text:span>元<text:note><text:p>注</text:p></text:note></text:p>\
            <table:table><table:table-column/><table:table-column table:style-name='flat'/><table:table-column/>\
            <table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>\
            <table:table-cell><text:p>7</text:p></table:table-cell>\
            <table:table-cell><text:p>8</text:p></table:table-cell></table:table-row>\
            <table:table-row table:visibility='collapse'><table:table-cell><text:p>藏</text:p></table:table-cell></table:table-row></table:table>";
        assert_eq!(text(&styles, body), "150元\n甲\t8\n\n");
    }

    #[test]
    fn a_box_stands_before_the_paragraph_that_holds_it() {
        let body = "<text:p>正文<draw:frame><draw:text-box><text:p>单位：万元</text:p></draw:text-box></draw:frame>续</text:p>";
        assert_eq!(text("", body), "单位：万元\n正文续\n");
    }

    #[test]
    fn deep_nesting_is_walked() {
        let open = "<table:table><table:table-row><table:table-cell>".repeat(20_000);
        let close = "</table:table-cell></table:table-row></table:table>".repeat(20_000);
        let deep = format!("{open}<text:p>支出</text:p>{close}");
        assert_eq!(text("", &deep).trim(), "支出");
    }
}
