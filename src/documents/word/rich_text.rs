/*!
Rich text (.rtf): words of control, groups, and bytes of several code pages.

Cells and rows end with a word each, and a row says where its cells end; characters come as
bytes in the code page of their font, or as numbers with a substitute behind them.
*/

use super::super::{DocumentError, File, Reader, Text};
use super::composer::{CellShape, Composer, RowShape};
use super::content::{Block, Content, Merge};
use super::paragraph_text::{Dress, ParagraphText};
use super::{code_pages, rich_objects, writing};
use std::collections::HashMap;

pub(in crate::documents) const READER: Reader = Reader {
    name: "RTF",
    knows,
    read,
};

/// What every rich text begins with.
const MARK: &[u8] = b"{\\rtf";

fn knows(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

fn read(file: &File) -> Result<Text, DocumentError> {
    let (content, objects) = content(file.bytes)?;
    let objects = objects.into_iter();
    let chunks = objects.map(|(name, file)| (name, super::chunk(&file, 1)));
    Ok(writing::write(&content, &chunks.collect()))
}

/// Groups lie in groups no deeper.
const DEEPEST: usize = 10_000;

/// How far text is raised where no number says it, in half points.
const RAISED: i32 = 6;

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Destination {
    #[default]
    Text,
    /// The fonts, of which the character sets matter.
    Fonts,
    /// The colours.
    Colors,
    /// What pages print above and below the text.
    PageEdge,
    /// What older programs read in place of something else.
    Again,
    /// The properties of a row of an inner table.
    InnerRow,
    Unread,
}

/// What a group sets and its end takes back.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    destination: Destination,
    dress: Dress,
    ink: Ink,
    font: i32,
    /// How many bytes stand in for a character that is given as a number.
    substitutes: i32,
    /// Whether the file of the object that is open was taken.
    is_object_read: bool,
}

/// What decides whether letters are seen.
#[derive(Debug, Clone, Copy, Default)]
struct Ink {
    is_white: bool,
    is_grounded: bool,
    /// The size in half points; nothing where it is not said.
    size: i32,
    /// How far they stand off the line, in half points.
    raised: i32,
}

/// What belongs to a paragraph and stays until another is begun.
#[derive(Debug, Clone, Copy, Default)]
struct ParagraphState {
    is_in_table: bool,
    depth: Option<usize>,
    is_heading: bool,
    is_grounded: bool,
}

#[derive(Default)]
struct Parser<'b> {
    bytes: &'b [u8],
    at: usize,
    state: State,
    groups: Vec<State>,
    paragraph: ParagraphState,
    text: ParagraphText,
    composer: Composer,
    /// Bytes that wait for the rest of their character, and the font that they are of.
    pending: Vec<u8>,
    code_page: i32,
    /// The character set of each font.
    fonts: HashMap<i32, i32>,
    /// How many substitutes still follow.
    skip: i32,
    half: Option<u16>,
    outer_row: RowShape,
    inner_row: RowShape,
    cell: CellShape,
    /// The colours by their numbers, and the one that is being read.
    colors: Vec<[i32; 3]>,
    color: [i32; 3],
    /// Whether a cell of the row has a ground of its own.
    is_row_grounded: bool,
    /// The width of the picture that is open.
    picture: i32,
    /// The objects that lie in the text, by the names under which they stand in it, and those of
    /// the paragraph that is open.
    objects: HashMap<String, Vec<u8>>,
    placed: Vec<String>,
}

/// Takes the paragraphs and tables out of a rich text.
fn content(bytes: &[u8]) -> Result<(Content, HashMap<String, Vec<u8>>), DocumentError> {
    let mut parser = Parser {
        bytes,
        state: State {
            substitutes: 1,
            ..State::default()
        },
        code_page: 1252,
        ..Parser::default()
    };
    while let Some(byte) = parser.next() {
        parser.take(byte)?;
    }
    parser.flush();
    if !parser.text.is_empty() {
        parser.end_paragraph();
    }
    if !parser.groups.is_empty() {
        return Err(DocumentError::Damaged {
            format: READER.name,
            why: "内容在中途断了".to_owned(),
        });
    }
    Ok((parser.composer.finish(), parser.objects))
}

impl Parser<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn take(&mut self, byte: u8) -> Result<(), DocumentError> {
        match byte {
            b'{' => {
                self.flush();
                self.skip = 0;
                if self.groups.len() >= DEEPEST {
                    return Err(DocumentError::Damaged {
                        format: READER.name,
                        why: "一层套一层，深得读不了".to_owned(),
                    });
                }
                self.groups.push(self.state);
            }
            b'}' => {
                self.flush();
                self.skip = 0;
                self.state = self.groups.pop().unwrap_or(self.state);
                if self.groups.is_empty() {
                    // What follows the text is no part of it.
                    self.at = self.bytes.len();
                }
            }
            b'\\' => self.control(),
            b'\r' | b'\n' | 0 => {}
            byte => self.byte(byte),
        }
        Ok(())
    }

    fn control(&mut self) {
        let Some(first) = self.next() else { return };
        if first.is_ascii_alphabetic() {
            self.at -= 1;
            let (word, number) = self.word();
            self.flush_before(&word);
            return self.obey(&word, number);
        }
        match first {
            b'\'' => {
                let digits = self.bytes.get(self.at..self.at + 2).unwrap_or_default();
                self.at += digits.len();
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                if let Ok(byte) = u8::from_str_radix(digits, 16) {
                    self.byte(byte);
                }
            }
            b'*' => self.ignorable(),
            b'~' => self.character(' '),
            b'_' => self.character('-'),
            b'{' | b'}' | b'\\' => self.byte(first),
            b'\r' | b'\n' => self.obey("par", None),
            _ => {}
        }
    }

    /// A control word and its number.
    fn word(&mut self) -> (String, Option<i32>) {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic());
        let word = &rest[..length.count()];
        let rest = &rest[word.len()..];
        let minus = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[minus..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count();
        let number = &rest[..if digits > 0 { minus + digits } else { 0 }];
        let blank = usize::from(rest.get(number.len()) == Some(&b' '));
        self.at += word.len() + number.len() + blank;
        let number = std::str::from_utf8(number)
            .ok()
            .and_then(|n| n.parse().ok());
        (String::from_utf8_lossy(word).into_owned(), number)
    }

    /// A destination that programs may pass over.
    fn ignorable(&mut self) {
        let known: &[&[u8]] = &[b"\\nesttableprops", b"\\shpinst", b"\\shptxt"];
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if let Some(data) = rest.strip_prefix(rich_objects::DATA)
            && self.is_read()
        {
            self.object(data);
        }
        if !known.iter().any(|word| rest.starts_with(word)) {
            self.flush();
            self.state.destination = Destination::Unread;
        }
    }

    /// Takes the file out of an object's data.
    fn object(&mut self, data: &[u8]) {
        if self.objects.len() < rich_objects::MOST
            && let Some(file) = rich_objects::file(data)
        {
            let name = format!("{}", self.objects.len());
            self.placed.push(name.clone());
            self.objects.insert(name, file);
            // The data are a group in that of their object.
            if let Some(object) = self.groups.last_mut() {
                object.is_object_read = true;
            }
        }
    }

    /// Only a word that is a character may stand between two halves of one.
    fn flush_before(&mut self, word: &str) {
        if word != "u" {
            self.flush();
        }
    }

    fn obey(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        match word {
            "bin" => {
                let length = usize::try_from(number.unwrap_or_default()).unwrap_or_default();
                self.at = self.at.saturating_add(length);
            }
            "ansicpg" => self.code_page = number.unwrap_or(1252),
            "uc" => self.state.substitutes = number.unwrap_or(1).clamp(0, 8),
            "f" => self.state.font = number.unwrap_or_default(),
            "fcharset" if self.state.destination == Destination::Fonts => {
                self.fonts
                    .insert(self.state.font, number.unwrap_or_default());
            }
            "fonttbl" => self.state.destination = Destination::Fonts,
            "nesttableprops" => self.state.destination = Destination::InnerRow,
            "colortbl" => self.state.destination = Destination::Colors,
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => self.state.destination = Destination::PageEdge,
            "picwgoal" if self.state.destination != Destination::Again => {
                self.picture = number.unwrap_or_default();
            }
            "pichgoal" => self.end_picture(number.unwrap_or_default()),
            // What shows an object that is read itself.
            "result" if self.state.is_object_read => self.state.destination = Destination::Again,
            // The same picture again, for older programs.
            "nonshppict" => self.state.destination = Destination::Again,
            _ if self.state.destination == Destination::Again => {}
            "stylesheet" | "info" | "pict" | "footnote" | "annotation" | "fldinst" | "sp"
            | "shprslt" | "nonesttables" | "objdata" | "listtext" | "pntext" | "atnid"
            | "atnauthor" | "xe" | "tc" => {
                self.state.destination = Destination::Unread;
            }
            _ if self.state.destination == Destination::Unread => {}
            "strike" | "striked" => self.state.dress.struck = on,
            "v" => self.state.dress.hidden = on,
            "deleted" => self.state.dress.deleted = on,
            "super" | "sub" => self.state.dress.raised = on,
            "nosupersub" => self.state.dress.raised = false,
            "plain" => (self.state.dress, self.state.ink) = (Dress::default(), Ink::default()),
            _ => self.color(word, number),
        }
    }

    /// Words about colours and sizes.
    fn color(&mut self, word: &str, said: Option<i32>) {
        let number = said.unwrap_or_default();
        match word {
            "red" => self.color[0] = number,
            "green" => self.color[1] = number,
            "blue" => self.color[2] = number,
            "cf" => self.state.ink.is_white = self.is_paper(number),
            "cb" | "highlight" | "chcbpat" => self.state.ink.is_grounded |= self.is_ground(number),
            "cbpat" => self.paragraph.is_grounded |= self.is_ground(number),
            "clcbpat" => self.is_row_grounded |= self.is_ground(number),
            "fs" => self.state.ink.size = number,
            "up" | "dn" => self.state.ink.raised = said.unwrap_or(RAISED),
            _ => self.obey_further(word, said),
        }
    }

    /// Counts a picture that is large enough to be a table: 8 cm by 3 cm.
    fn end_picture(&mut self, height: i32) {
        const WIDE: i32 = 4536;
        const HIGH: i32 = 1701;
        let width = std::mem::take(&mut self.picture);
        if width >= WIDE && height >= HIGH {
            self.composer.content.pictures += 1;
        }
    }

    fn is_paper(&self, color: i32) -> bool {
        let color = usize::try_from(color)
            .ok()
            .and_then(|at| self.colors.get(at));
        color == Some(&[255; 3])
    }

    /// Whether a colour by its number is another than that of paper; 0 is none.
    fn is_ground(&self, color: i32) -> bool {
        color != 0 && !self.is_paper(color)
    }

    /// How text looks here.
    fn dress(&self) -> Dress {
        const TINY: i32 = 2;
        const SMALL: i32 = 15;
        let Ink {
            is_white,
            is_grounded,
            size,
            raised,
        } = self.state.ink;
        let has_ground =
            is_grounded || self.paragraph.is_grounded || self.depth() > 0 && self.is_row_grounded;
        let is_tiny = (1..=TINY).contains(&size);
        Dress {
            hidden: self.state.dress.hidden || is_tiny || is_white && !has_ground,
            raised: self.state.dress.raised || raised != 0 && (1..=SMALL).contains(&size),
            ..self.state.dress
        }
    }

    fn obey_further(&mut self, word: &str, number: Option<i32>) {
        match word {
            "u" => self.numbered(number.unwrap_or_default()),
            "par" | "sect" => self.end_paragraph(),
            "line" | "page" => self.character('\n'),
            "tab" => self.tab(),
            "emdash" => self.character('—'),
            "endash" => self.character('–'),
            "lquote" => self.character('‘'),
            "rquote" => self.character('’'),
            "ldblquote" => self.character('“'),
            "rdblquote" => self.character('”'),
            "bullet" => self.character('•'),
            "emspace" | "enspace" | "qmspace" => self.character(' '),
            "pard" => self.paragraph = ParagraphState::default(),
            "intbl" => self.paragraph.is_in_table = true,
            "itap" => self.paragraph.depth = usize::try_from(number.unwrap_or_default()).ok(),
            "outlinelevel" => self.paragraph.is_heading = number.unwrap_or(9) < 9,
            "trowd" => {
                *self.row() = RowShape::default();
                self.is_row_grounded = false;
            }
            "trleft" => self.row().left = number.unwrap_or_default(),
            "clmrg" => self.cell.joins_left = true,
            "clvmgf" => self.cell.merge = Merge::Begins,
            "clvmrg" => self.cell.merge = Merge::GoesOn,
            "cellx" => {
                let mut cell = std::mem::take(&mut self.cell);
                cell.right = number.unwrap_or_default();
                self.row().cells.push(cell);
            }
            "cell" => self.end_cell(1),
            "nestcell" => self.end_cell(self.depth().max(2)),
            "row" => {
                let shape = self.outer_row.clone();
                self.end_row(1, shape);
            }
            "nestrow" => {
                let shape = self.inner_row.clone();
                self.end_row(self.depth().max(2), shape);
            }
            _ => {}
        }
    }

    /// The row whose properties are being read.
    fn row(&mut self) -> &mut RowShape {
        match self.state.destination {
            Destination::InnerRow => &mut self.inner_row,
            _ => &mut self.outer_row,
        }
    }

    fn depth(&self) -> usize {
        let ParagraphState {
            is_in_table, depth, ..
        } = self.paragraph;
        depth.unwrap_or(0).max(usize::from(is_in_table))
    }

    fn tab(&mut self) {
        let dress = self.dress();
        if self.is_read() {
            self.text.push_str("    ", dress);
        }
    }

    fn is_read(&self) -> bool {
        matches!(
            self.state.destination,
            Destination::Text | Destination::InnerRow
        )
    }

    /// A byte of text, which may be half of a character.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.state.destination == Destination::Colors {
            if byte == b';' {
                self.colors.push(std::mem::take(&mut self.color));
            }
        } else if self.is_read() || self.state.destination == Destination::PageEdge {
            self.pending.push(byte);
        }
    }

    /// A character that is given as a number, with substitutes behind it.
    fn numbered(&mut self, number: i32) {
        self.flush();
        self.skip = self.state.substitutes;
        let is_edge = self.state.destination == Destination::PageEdge;
        if !self.is_read() && !is_edge {
            return;
        }
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else {
            return;
        };
        let units = self.half.take().into_iter().chain([unit]);
        let dress = self.dress();
        for decoded in char::decode_utf16(units) {
            match decoded {
                Ok(c) if is_edge => self.composer.content.page_text.push(c),
                Ok(c) => self.text.push(c, dress),
                Err(error) if (0xD800..0xDC00).contains(&error.unpaired_surrogate()) => {
                    self.half = Some(error.unpaired_surrogate());
                }
                Err(_) => self.text.push(char::REPLACEMENT_CHARACTER, dress),
            }
        }
    }

    fn character(&mut self, c: char) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.is_read() {
            self.flush();
            self.text.push(c, self.dress());
        }
    }

    /// Turns the bytes that wait into characters of their font's code page.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let (text, _) =
            code_pages::encoding(self.fonts.get(&self.state.font).copied(), self.code_page)
                .decode_without_bom_handling(&bytes);
        if self.state.destination == Destination::PageEdge {
            self.composer.content.page_text.push_str(&text);
        } else {
            self.text.push_str(&text, self.dress());
        }
    }

    fn end_paragraph(&mut self) {
        if !self.is_read() {
            return;
        }
        let depth = self.depth();
        self.end_text(depth);
    }

    fn end_text(&mut self, depth: usize) {
        let text = self.composer.content.take_ended(self.text.end());
        let is_heading = self.paragraph.is_heading && depth == 0;
        self.composer.paragraph(text, is_heading, depth);
        for object in std::mem::take(&mut self.placed) {
            self.composer.add(Block::Chunk(object), depth);
        }
    }

    fn end_cell(&mut self, depth: usize) {
        if self.is_read() {
            self.end_text(depth);
            self.composer.end_cell(depth);
        }
    }

    fn end_row(&mut self, depth: usize, shape: RowShape) {
        if self.is_read() {
            let _ = self.text.end();
            self.composer.end_row(depth, shape, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rich: &[u8]) -> String {
        read(&File::new("a.rtf", rich)).unwrap().text
    }

    #[test]
    fn rows_of_cells_in_two_code_pages() {
        let rich = br"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}}
{\info{\title x}}\pard\outlinelevel0\f1 \'d6\'a7\'b3\'f6\'d7\'dc\'b1\'ed\par\pard\f0 \u21333?\u20301?:\u19975?\u20803?\par
\trowd\trleft0\clvmgf\cellx1000\cellx3000\pard\intbl \'bf\'c6\'c4\'bf\cell \'d6\'a7\'b3\'f6\cell\row
\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell \'bb\'f9\'b1\'be\cell \'cf\'ee\'c4\'bf\cell\row
\trowd\cellx1000\cellx2000\cellx3000\pard\intbl 208\cell {\strike 9}5.00{\super 1}\cell {\v 7}1.00\cell\row
\pard {\*\unknown x}{\pict 0102}\'d7\'a2\par}";
        assert_eq!(
            text(rich),
            "# 支出总表\n单位:万元\n科目\t支出\t\n\t基本\t项目\n208\t5.00\t1.00\n\n注\n"
        );
    }

    #[test]
    fn a_table_in_a_cell_is_one_of_its_own() {
        let rich = br"{\rtf1\ansi\ansicpg936 \trowd\cellx3000\pard\intbl\itap1 a\par
\pard\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\cellx1000\cellx2000\nestrow}{\nonesttables\par}
\pard\intbl\itap1\cell\row\pard d\par}";
        assert_eq!(text(rich), "a\nb\tc\n\n\nd\n");
    }

    #[test]
    fn what_is_cut_or_too_deep_is_refused() {
        for bad in [
            br"{\rtf1 a".to_vec(),
            [br"{\rtf1 ".to_vec(), vec![b'{'; 100_000]].concat(),
        ] {
            assert!(matches!(
                read(&File::new("a.rtf", &bad)),
                Err(DocumentError::Damaged { .. })
            ));
        }
    }
}
