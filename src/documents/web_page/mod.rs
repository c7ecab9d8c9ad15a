/*!
Web pages, and the workbooks that are web pages by another name.

What a reader of the page sees counts: blocks of text become lines, tables become rows
of cells, whatever only lays the page out (tables around tables, menus, scripts) is
passed through or left out. The tree is walked without recursion, for pages nest as
deeply as somebody likes.
*/

mod left_out;
mod visible;

use super::raised::{LeftOutMark, is_note_mark};
use super::spans::{SpanningCell, write_rows};
use super::{DocumentError, File, Paper, Reader, Text, encoding};
use crate::budget::Location;
use encoding_rs::{Encoding, GB18030, GBK};
use left_out::LeftOut;
use scraper::node::Node;
use scraper::{ElementRef, Html};
use std::borrow::Cow;
use visible::{Looks, Unread};

pub(super) const READER: Reader = Reader {
    name: "网页",
    knows,
    read,
};

/// How far into the file a page says what it is, and in which characters.
const HEAD: usize = 4096;

fn knows(bytes: &[u8]) -> bool {
    let head = head(bytes);
    let start =
        head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || !c.is_ascii());
    start.starts_with('<')
        && [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<table",
            "<meta",
        ]
        .iter()
        .any(|tag| start.contains(tag))
}

/// The beginning in small letters; bytes of other characters do not matter here.
fn head(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(HEAD)];
    head.iter()
        .filter(|byte| **byte != 0)
        .map(|&byte| char::from(byte).to_ascii_lowercase())
        .collect()
}

fn read(file: &File) -> Result<Text, DocumentError> {
    read_page(&decode(file.bytes).ok_or(DocumentError::NotText)?)
}

/// Reads a page whose characters are known.
pub(super) fn read_page(text: &str) -> Result<Text, DocumentError> {
    let page = Html::parse_document(text);
    if is_frameset(&page) {
        return Err(DocumentError::Frameset);
    }
    let mut writer = Writer {
        looks: Looks::of(&page),
        paper: Paper::new(),
        line: String::new(),
        paragraphs: 0,
        tables: 0,
        left_out: LeftOut::default(),
        mark: LeftOutMark::default(),
    };
    writer.walk(page.root_element());
    writer.end_line();
    writer.left_out.remark_page(&mut writer.paper);
    Ok(writer.paper.finish())
}

/// Whether a page only says which other pages stand beside each other.
fn is_frameset(page: &Html) -> bool {
    let is_frameset = |node: ego_tree::NodeRef<Node>| matches!(node.value(), Node::Element(element) if element.name() == "frameset");
    page.tree.nodes().any(is_frameset)
}

/// A byte order mark decides, then what the page says, then what the bytes look like.
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if Encoding::for_bom(bytes).is_none()
        && std::str::from_utf8(bytes).is_err()
        && let Some(declared) = declared(&head(bytes))
    {
        let (text, _, damaged) = declared.decode(bytes);
        if !damaged {
            return Some(text);
        }
    }
    encoding::decode(bytes).map(Cow::Owned)
}

fn declared(head: &str) -> Option<&'static Encoding> {
    let (_, after) = head.split_once("charset")?;
    let after = after.trim_start().strip_prefix('=')?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(if encoding == GBK { GB18030 } else { encoding })
}

/// Elements that end the line before and after them.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "hr",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "main",
    "tr",
    "td",
    "th",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "blockquote",
    "pre",
    "center",
    "form",
    "fieldset",
];

struct Writer {
    looks: Looks,
    paper: Paper,
    line: String,
    paragraphs: usize,
    tables: usize,
    /// What stands outside of tables and is not read.
    left_out: LeftOut,
    mark: LeftOutMark,
}

impl Writer {
    /// Walks everything below an element in the order of the page.
    fn walk(&mut self, root: ElementRef) {
        let mut next = root.first_child();
        while let Some(node) = next {
            let mut descend = false;
            match node.value() {
                Node::Text(text) if self.looks.blends(&node) => self.left_out.add_blended(text),
                Node::Text(text) => {
                    self.mark.before(text, &mut self.line);
                    self.line.push_str(text);
                }
                Node::Element(element) => {
                    let here = ElementRef::wrap(node);
                    if BLOCKS.contains(&element.name()) {
                        self.end_line();
                    }
                    descend = here.is_some_and(|here| self.enter(&here));
                }
                _ => {}
            }
            if descend && let Some(child) = node.first_child() {
                next = Some(child);
                continue;
            }
            next = self.after(node, root);
        }
    }

    /// Whether what is below an element is to be walked: a table of data is written whole.
    fn enter(&mut self, element: &ElementRef) -> bool {
        match in_place(element, &self.line, &self.looks, &mut self.left_out) {
            Some(Instead::Text(text)) => {
                self.line.push_str(&text);
                return false;
            }
            Some(Instead::Mark(raised)) => {
                self.mark.add(raised, &mut self.line);
                return false;
            }
            None => {}
        }
        if element.value().name() != "table" || self.is_layout(element) {
            return true;
        }
        self.table(element);
        false
    }

    /// The node that comes after one and all below it; leaving blocks ends lines.
    fn after<'a>(
        &mut self,
        node: ego_tree::NodeRef<'a, Node>,
        root: ElementRef<'a>,
    ) -> Option<ego_tree::NodeRef<'a, Node>> {
        let mut here = node;
        loop {
            if let Node::Element(element) = here.value()
                && BLOCKS.contains(&element.name())
            {
                self.end_line();
            }
            if let Some(sibling) = here.next_sibling() {
                return Some(sibling);
            }
            here = here.parent()?;
            if here.id() == root.id() {
                return None;
            }
        }
    }

    /// Whether a table only lays the page out: it holds a table, or never two cells in a row.
    fn is_layout(&self, table: &ElementRef) -> bool {
        let holds_table = table.descendants().skip(1).any(
            |node| matches!(node.value(), Node::Element(element) if element.name() == "table"),
        );
        let rows = parts_of(*table, &self.looks);
        let cells = |row: &ElementRef| row.child_elements().filter(is_cell).count();
        holds_table || rows.iter().all(|(row, _)| cells(row) < 2)
    }

    fn end_line(&mut self) {
        let text = collapsed(&self.line);
        self.line.clear();
        if !text.is_empty() {
            self.paragraphs += 1;
            let place = Location::Element(format!("段{}", self.paragraphs));
            self.paper.paragraph(&text, &place);
        }
    }

    fn table(&mut self, table: &ElementRef) {
        self.tables += 1;
        let mut rows: Vec<Vec<SpanningCell>> = Vec::new();
        let mut left_out = LeftOut::default();
        for (part, why) in parts_of(*table, &self.looks) {
            if let Some(why) = why {
                left_out.add(&part, why);
            }
            match (part.value().name(), why) {
                (_, Some(Unread::Absent)) | ("caption", Some(_)) => {}
                ("caption", None) => {
                    self.line = collapsed(&text_of(part, &self.looks, &mut left_out));
                    self.end_line();
                }
                _ => rows.push(self.row(part, rows.len() + 1, why, &mut left_out)),
            }
        }
        write_rows(&rows, &mut self.paper);
        left_out.remark_table(self.tables, &mut self.paper);
        self.paper.blank();
    }

    /// The cells of a row, without their texts where it is not seen: what is not seen has its place
    /// all the same.
    fn row(
        &self,
        row: ElementRef,
        number: usize,
        why: Option<Unread>,
        left_out: &mut LeftOut,
    ) -> Vec<SpanningCell> {
        let mut cells = Vec::new();
        for cell in row.child_elements().filter(is_cell) {
            let why_cell = self.looks.unread(&cell);
            if why_cell == Some(Unread::Absent) && why.is_none() {
                left_out.add(&cell, Unread::Absent);
            }
            let text = match (why, why_cell) {
                (_, Some(Unread::Absent)) => continue,
                (None, None) => text_of(cell, &self.looks, left_out),
                (None, Some(why)) => {
                    left_out.add(&cell, why);
                    String::new()
                }
                (Some(_), _) => String::new(),
            };
            let place = format!("表{}/行{number}/格{}", self.tables, cells.len() + 1);
            cells.push(SpanningCell {
                text,
                columns: span(&cell, "colspan"),
                rows: span(&cell, "rowspan"),
                location: Location::Element(place),
            });
        }
        cells
    }
}

fn span(cell: &ElementRef, name: &str) -> usize {
    let said = cell.value().attr(name).and_then(|n| n.trim().parse().ok());
    said.unwrap_or(1).max(1)
}

/// The rows of a table and its caption, each with the reason where it is not read; those of tables
/// inside it left out.
fn parts_of<'p>(table: ElementRef<'p>, looks: &Looks) -> Vec<(ElementRef<'p>, Option<Unread>)> {
    let mut parts = Vec::new();
    for child in table.child_elements() {
        let why = looks.unread(&child);
        match child.value().name() {
            "tr" | "caption" => parts.push((child, why)),
            "tbody" | "thead" | "tfoot" => {
                let rows = child.child_elements();
                let rows = rows.filter(|row| row.value().name() == "tr");
                parts.extend(rows.map(|row| (row, why.or_else(|| looks.unread(&row)))));
            }
            _ => {}
        }
    }
    parts
}

fn is_cell(element: &ElementRef) -> bool {
    matches!(element.value().name(), "td" | "th")
}

/// What stands in place of an element and all below it.
enum Instead {
    /// A text: none where it is not seen, or what somebody filled into a field.
    Text(String),
    /// The mark of a note.
    Mark(String),
}

/// What stands in place of an element; none where the text below it is its text.
fn in_place(
    element: &ElementRef,
    before: &str,
    looks: &Looks,
    left_out: &mut LeftOut,
) -> Option<Instead> {
    let value = element.value();
    if let Some(why) = looks.unread(element) {
        left_out.add(element, why);
        return Some(Instead::Text(String::new()));
    }
    match value.name() {
        "input" => {
            let kind = value.attr("type").unwrap_or("text").to_ascii_lowercase();
            let is_field = matches!(kind.as_str(), "text" | "number" | "tel" | "search" | "");
            let filled = value.attr("value").filter(|_| is_field);
            Some(Instead::Text(filled.unwrap_or_default().to_owned()))
        }
        "select" => Some(Instead::Text(chosen(element))),
        _ if looks.is_raised(element) => {
            let raised: String = element.text().collect();
            is_note_mark(&raised, before).then_some(Instead::Mark(raised))
        }
        _ => None,
    }
}

/// The option of a field that is chosen, which is the first where none says so.
fn chosen(select: &ElementRef) -> String {
    let options = || {
        let below = select.descendants().filter_map(ElementRef::wrap);
        below.filter(|element| element.value().name() == "option")
    };
    let chosen = options().find(|option| option.value().attr("selected").is_some());
    let option = chosen.or_else(|| options().next());
    option.map_or_else(String::new, |option| option.text().collect())
}

/// The text of a cell, a line a block in it.
fn text_of(cell: ElementRef, looks: &Looks, left_out: &mut LeftOut) -> String {
    let mut text = String::new();
    let mut skipped = None;
    let mut mark = LeftOutMark::default();
    for node in cell.descendants().skip(1) {
        if let Some(until) = skipped
            && node.ancestors().any(|above| above.id() == until)
        {
            continue;
        }
        skipped = None;
        match node.value() {
            Node::Text(part) if looks.blends(&node) => left_out.add_blended(part),
            Node::Text(part) => {
                let part = part.replace(['\n', '\r', '\t'], " ");
                mark.before(&part, &mut text);
                text.push_str(&part);
            }
            Node::Element(element) => {
                let wrapped = ElementRef::wrap(node);
                let instead =
                    wrapped.and_then(|element| in_place(&element, &text, looks, left_out));
                if let Some(instead) = instead {
                    match instead {
                        Instead::Text(instead) => text.push_str(&instead),
                        Instead::Mark(raised) => mark.add(raised, &mut text),
                    }
                    skipped = Some(node.id());
                } else if BLOCKS.contains(&element.name()) && !text.trim().is_empty() {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
    let lines: Vec<String> = text.split('\n').map(collapsed).collect();
    lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// White space as a browser shows it: one blank, and none at the ends. Where a word may be
/// parted nothing is seen.
fn collapsed(text: &str) -> String {
    let text = text.replace('\u{AD}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: &str) -> String {
        assert!(knows(page.as_bytes()), "{page}");
        read(&File::new("a.html", page.as_bytes())).unwrap().text
    }

    #[test]
    fn tables_of_data_inside_tables_of_layout() {
        let page = "<html><head><title>标题</title></head><body><nav>首页</nav>\
            <table><tr><td><p>支出总表</p><p>单位：万元</p>\
            <table><tr><th rowspan=2>科目</th><th colspan=2>合计</th></tr>\
            <tr><td>基本<br>支出</td><td>项目</td></tr>\
            <tr><td>208</td><td>1.00</td><td style='display: none'>9</td><td>&nbsp;2.00</td></tr></table>\
            </td></tr></table><script>var a = '<p>';</script></body></html>";
        assert_eq!(
            text(page),
            "支出总表\n单位：万元\n科目\t合计\t\n\t基本 支出\t项目\n208\t1.00\t2.00\n\n"
        );
    }

    #[test]
    fn what_the_page_does_not_show_is_left_out() {
        let page = "<html><style>.x{display:none} .y .z{visibility:hidden} #k{font-size:0}\
            .gone{text-decoration:line-through} @media print{td{display:none}} th{background:#036;color:#fff}\
            .tab{display:none} .tab.on{display:block} .up{vertical-align:super}</style>\
            <table><tr><th>科目</th><th>合计</th><th>基本</th></tr>\
            <tr><td>甲<sup>1</sup></td><td><del>120</del>150</td><td><span class=x>7</span>65.50</td></tr>\
            <tr><td class=y>乙<i class=z>9</i></td><td>1<b id=k>2</b></td><td><s>1</s><strike>2</strike>3<span class=up>①</span></td></tr>\
            <tr><td>丙<span style='color:#FFF'>8</span></td><td><span class=gone>4</span>5</td><td>m<sup>2</sup></td></tr>\
            <tr><td><div class='tab on'>丁</div><div class=tab>戊</div></td><td><input value='1.00'><input type=hidden value=9></td>\
            <td><select><option>2<option selected>3.00</select></td></tr></table></html>";
        assert_eq!(
            text(page),
            "科目\t合计\t基本\n甲\t150\t65.50\n乙\t1\t3\n丙\t5\tm2\n丁\t1.00\t3.00\n\n"
        );
    }

    #[test]
    fn what_is_not_seen_keeps_its_room() {
        let rows = |style: &str| {
            let page = format!(
                "<html><table><tr><td>1</td><td rowspan=2>2</td><td>3</td></tr>\
                 <tr style='{style}'><td>4</td><td>5</td></tr>\
                 <tr><td>7</td><td style='visibility:collapse'>8</td><td>9</td></tr></table></html>"
            );
            let text = text(&page);
            text.lines().take(3).map(str::to_owned).collect::<Vec<_>>()
        };
        for style in [
            "text-decoration:line-through",
            "visibility:hidden",
            "visibility:collapse",
        ] {
            assert_eq!(rows(style), ["1\t2\t3", "\t\t", "7\t\t9"], "{style}");
        }
        assert_eq!(rows("display:none"), ["1\t2\t3\t", "7\t\t\t9", ""]);
        let page = "<html><table><tr><td>1</td><td>2</td></tr><tbody style='visibility:hidden'>\
            <tr><td rowspan=2>3</td><td>4</td></tr></tbody><tr><td>5</td></tr></table></html>";
        assert!(text(page).starts_with("1\t2\n\t\n\t5\n"));
    }

    #[test]
    fn letters_in_the_colour_of_their_ground_take_nothing_else_with_them() {
        let page = "<html><div style='color:#369;background:#369'>9<p>8</p>\
            <table style='color:#000;background:#fff'><tr><td>科目</td><td>合计</td></tr>\
            <tr><td style='color:#fff'>7<b style='color:#000'>208</b></td><td>5.00</td></tr></table></div></html>";
        assert_eq!(
            text(page).lines().take(2).collect::<Vec<_>>(),
            ["科目\t合计", "208\t5.00"]
        );
    }

    #[test]
    fn a_frameset_is_named() {
        let page = "<html><frameset cols='20%,*'><frame src='a.htm'></frameset></html>";
        let refused = read(&File::new("a.html", page.as_bytes()));
        assert_eq!(refused, Err(DocumentError::Frameset));
    }

    #[test]
    fn a_page_says_its_encoding() {
        let page = "<html><meta http-equiv=Content-Type content='text/html; charset=gb2312'>\
            <body>单位预算公开㙍</body></html>";
        let (bytes, _, _) = GB18030.encode(page);
        let read = read(&File::new("a.xls", &bytes)).unwrap();
        assert_eq!(read.text, "单位预算公开㙍\n");
    }

    #[test]
    fn deep_nesting_is_walked() {
        let page = format!("<table>{}支出", "<tr><td><table>".repeat(10_000));
        assert!(text(&page).contains("支出"));
    }
}
