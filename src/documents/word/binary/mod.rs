/*!
Word documents from before .docx (.doc, and the .wps of the same kind).

[`container`] takes the text and the lists of properties out of the streams, [`sprm`] and
[`properties`] say what they mean, and the marks in the text end paragraphs, cells and rows.
*/

mod container;
mod properties;
mod sprm;

use super::super::{DocumentError, File, Reader, Text, compound, locked, workbook};
use super::composer::Composer;
use super::content::{Block, Content};
use super::paragraph_text::ParagraphText;
use super::symbols::symbol;
use super::writing::{self, Chunk};
use container::{Container, Refusal, Stretch, Unit, damaged};
use properties::{Look, ParagraphLook, Styles};
use std::collections::HashMap;
use std::ops::Range;

pub(in crate::documents) const READER: Reader = Reader {
    name: "旧版 Word",
    knows,
    read,
};

fn knows(bytes: &[u8]) -> bool {
    compound::kind(bytes) == Some(compound::CompoundKind::Word)
}

fn read(file: &File) -> Result<Text, DocumentError> {
    match Container::open(file.bytes) {
        Ok(container) => Ok(text(&container, file.bytes)),
        Err(Refusal::Locked) => {
            let bytes = locked::binary(file)?;
            let container = Container::open(&bytes).map_err(|_| damaged())?;
            Ok(text(&container, &bytes))
        }
        Err(Refusal::Old) => Err(DocumentError::OldWord),
        Err(Refusal::Damaged) => Err(damaged()),
    }
}

fn text(container: &Container, bytes: &[u8]) -> Text {
    let (content, objects) = Story::read(container);
    let objects = objects.into_iter().take(MOST_OBJECTS);
    let chunks = objects.map(|number| {
        let name = format!("_{number}");
        let chunk = object(bytes, &name);
        (name, chunk)
    });
    let chunks: HashMap<String, Chunk> = chunks.collect();
    writing::write(&content, &chunks)
}

/// More objects than these do not lie in a disclosure.
const MOST_OBJECTS: usize = 64;

/// What an object in the document says: of a workbook the sheet that the page shows.
fn object(bytes: &[u8], name: &str) -> Chunk {
    let inside = |stream: &str| {
        let way = format!("ObjectPool/{name}/{stream}");
        compound::stream(bytes, &[&way])
    };
    let read = match (
        inside("Workbook").or_else(|| inside("Book")),
        inside("Package"),
    ) {
        (Some(stream), _) => {
            let Ok(alone) = compound::around("Workbook", &stream) else {
                return Chunk::Unread("取不出来".to_owned());
            };
            workbook::shown_sheet(&File::new("", &alone))
        }
        (None, Some(package)) => return super::chunk(&package, 1),
        (None, None) => {
            return Chunk::Unread("不是工作表；请打开它另存后导入".to_owned());
        }
    };
    read.map_or_else(|error| Chunk::Unread(error.to_string()), Chunk::Read)
}

/// A tab outside of tables: wide enough to be seen as the gap that it is.
const TAB: &str = "    ";

/// The lists of a document by where they lie, and the one that was asked for last.
struct Lists {
    stretches: Vec<Stretch>,
    last: usize,
}

impl Lists {
    fn at(&mut self, at: u32) -> Option<(usize, &[u8])> {
        let holds = |stretch: &Stretch| stretch.bytes.contains(&at);
        if !self.stretches.get(self.last).is_some_and(holds) {
            let after = self.stretches.partition_point(|s| s.bytes.start <= at);
            self.last = after.checked_sub(1)?;
        }
        let stretch = self.stretches.get(self.last).filter(|s| holds(s))?;
        Some((self.last, &stretch.properties))
    }
}

/// The text as it is being read.
struct Story<'c> {
    container: &'c Container,
    styles: Styles,
    characters: Lists,
    paragraphs: Lists,
    composer: Composer,
    text: ParagraphText,
    /// Whether each field that is open shows its result by now.
    fields: Vec<bool>,
    /// The first half of a character of two units.
    half: Option<u16>,
    objects: Vec<u32>,
    /// The objects of the paragraph that is open.
    placed: Vec<u32>,
    /// The row that was asked for last: where it lies, and whether a cell of it has a ground.
    row: Option<(Range<usize>, bool)>,
    /// The run and the paragraph's style that were looked up last, and how that looks.
    look: Option<((usize, u16), Look)>,
}

impl<'c> Story<'c> {
    fn read(container: &'c Container) -> (Content, Vec<u32>) {
        let lists = |stretches| Lists { stretches, last: 0 };
        let mut story = Self {
            container,
            styles: Styles::of(container.styles()),
            characters: lists(container.of_characters()),
            paragraphs: lists(container.of_paragraphs()),
            composer: Composer::default(),
            text: ParagraphText::default(),
            fields: Vec::new(),
            half: None,
            objects: Vec::new(),
            placed: Vec::new(),
            row: None,
            look: None,
        };
        let body = container.body();
        body.for_each(|unit| story.take(unit));
        story.end_story();
        // What stands in boxes beside the text follows it.
        let boxes = container.boxes();
        boxes.for_each(|unit| story.take(unit));
        story.end_story();
        let edges: Vec<u16> = container.page_edges().map(|unit| unit.unit).collect();
        story.composer.content.page_text = String::from_utf16_lossy(&edges);
        (story.composer.finish(), story.objects)
    }

    fn end_story(&mut self) {
        self.fields.clear();
        if !self.text.is_empty() {
            self.end_paragraph(false, 0);
        }
    }

    fn take(&mut self, Unit { unit, at }: Unit) {
        match unit {
            0x0D | 0x07 | 0x0C => return self.end(unit, at),
            0x13 => return self.fields.push(false),
            0x14 => {
                if let Some(field) = self.fields.last_mut() {
                    *field = true;
                }
                // It names the object whose picture follows.
                let object = self.look_at(at).object;
                return self.placed.extend(object);
            }
            0x15 => {
                self.fields.pop();
                return;
            }
            _ if self.fields.contains(&false) => return,
            _ => {}
        }
        let look = self.seen_at(at);
        match unit {
            0x0B => self.text.push('\n', look.dress),
            0x09 => self.text.push_str(TAB, look.dress),
            0x1E => self.text.push('-', look.dress),
            0x28 if look.sign.is_some() => {
                let code = look.sign.map(|sign| format!("{sign:X}"));
                let sign = code.and_then(|code| symbol(&code, "symbol"));
                sign.into_iter().for_each(|c| self.text.push(c, look.dress));
            }
            0..0x20 => {}
            unit => self.character(unit, look),
        }
    }

    fn character(&mut self, unit: u16, look: Look) {
        let units = self.half.take().into_iter().chain([unit]);
        for decoded in char::decode_utf16(units) {
            match decoded {
                Ok(c) => self.text.push(c, look.dress),
                Err(error) if (0xD800..0xDC00).contains(&error.unpaired_surrogate()) => {
                    self.half = Some(error.unpaired_surrogate());
                }
                Err(_) => self.text.push(char::REPLACEMENT_CHARACTER, look.dress),
            }
        }
    }

    fn look_at(&mut self, at: u32) -> Look {
        let style = self.paragraphs.at(at);
        let style = style.and_then(|(_, list)| sprm::u16_at(list, 0));
        let style = style.unwrap_or_default();
        let Some((run, list)) = self.characters.at(at) else {
            return Look::default();
        };
        if let Some((known, look)) = self.look
            && known == (run, style)
        {
            return look;
        }
        let look = self.styles.look(style).with(list, &self.styles);
        self.look = Some(((run, style), look));
        look
    }

    /// The look at a place; letters in the colour of paper are not seen where nothing colours the
    /// ground.
    fn seen_at(&mut self, at: u32) -> Look {
        let mut look = self.look_at(at);
        if look.is_white && !look.is_grounded && !self.has_ground(at) {
            look.dress.hidden = true;
        }
        look
    }

    /// Whether the paragraph at a place has a ground, or a cell of the row that it lies in: that
    /// says the end of the row.
    fn has_ground(&mut self, at: u32) -> bool {
        let Some((first, _)) = self.paragraphs.at(at) else {
            return false;
        };
        if let Some((row, has_ground)) = &self.row
            && row.contains(&first)
        {
            return *has_ground;
        }
        let (mut next, mut has_ground) = (first, false);
        for stretch in &self.paragraphs.stretches[first..] {
            let look = ParagraphLook::of(&stretch.properties, self.container, &self.styles);
            if look.depth == 0 && next > first {
                break;
            }
            has_ground |= look.is_grounded;
            next += 1;
            if look.ends_row || look.depth == 0 {
                break;
            }
        }
        self.row = Some((first..next, has_ground));
        has_ground
    }

    /// A mark ends a paragraph, and with it a cell or a row.
    fn end(&mut self, unit: u16, at: u32) {
        let mark = self.look_at(at).dress;
        let list = self.paragraphs.at(at).map(|(_, list)| list.to_vec());
        let list = list.unwrap_or_default();
        let look = ParagraphLook::of(&list, self.container, &self.styles);
        let is_cell = unit == 0x07;
        let depth = look.depth.max(usize::from(is_cell));
        if look.ends_row && depth > 0 {
            let _ = self.text.end();
            self.composer.end_row(depth, look.shape, mark.deleted);
            return;
        }
        let ends_cell = is_cell || look.ends_inner_cell && depth > 1;
        if mark.deleted && !ends_cell {
            // The paragraph goes on with the next.
            return;
        }
        self.end_paragraph(look.is_heading, depth);
        if ends_cell {
            self.composer.end_cell(depth);
        }
    }

    fn end_paragraph(&mut self, is_heading: bool, depth: usize) {
        let text = self.composer.content.take_ended(self.text.end());
        self.composer
            .paragraph(text, is_heading && depth == 0, depth);
        for object in std::mem::take(&mut self.placed) {
            self.composer.add(Block::Chunk(format!("_{object}")), depth);
            self.objects.push(object);
        }
    }
}
