/*!
What the properties of Word 97 say of characters, paragraphs and rows.
*/

use super::super::composer::{CellShape, RowShape};
use super::super::content::Merge;
use super::super::paragraph_text::Dress;
use super::container::Container;
use super::sprm::{TABLE_CELLS, each, i16_at, u16_at, u32_at};

/// How characters look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// What decides whether they hold.
    pub dress: Dress,
    /// The code of a sign that stands in their place.
    pub sign: Option<u16>,
    /// The number of the object that stands in their place.
    pub object: Option<u32>,
    /// Whether it has the colour of paper.
    pub is_white: bool,
    /// Whether it stands on a ground of its own.
    pub is_grounded: bool,
    /// The size in half points, and whether it stands off the line.
    size: Option<u16>,
    is_moved: bool,
    is_object: bool,
    place: u32,
}

impl Look {
    /// A look with what a list says beside it; `styles` are those that the list may name.
    pub fn with(mut self, list: &[u8], styles: &Styles) -> Self {
        let base = self.dress;
        each(list, |number, operand| {
            self.take(number, operand, base, styles);
        });
        self.object = self.is_object.then_some(self.place);
        const TINY: u16 = 2;
        const SMALL: u16 = 15;
        self.dress.hidden |= self.size.is_some_and(|size| size <= TINY);
        self.dress.raised |= self.is_moved && self.size.is_some_and(|size| size <= SMALL);
        self
    }

    fn take(&mut self, number: u16, operand: &[u8], base: Dress, styles: &Styles) {
        let byte = operand.first().copied().unwrap_or_default();
        // 0x80 is as the style has it, 0x81 is what the style has not.
        let on = |styled: bool| match byte {
            0x80 => styled,
            0x81 => !styled,
            byte => byte != 0,
        };
        match number {
            0x0800 => self.dress.deleted = byte != 0,
            0x0837 => self.dress.struck = on(base.struck),
            0x2A53 => self.dress.struck |= byte != 0,
            0x083C => self.dress.hidden = on(base.hidden),
            0x2A48 => self.dress.raised = matches!(byte, 1 | 2),
            0x6870 => {
                let color = operand.get(..4).unwrap_or(&[0; 4]);
                self.is_white = color == [0xFF, 0xFF, 0xFF, 0];
            }
            0x2A42 => self.is_white = byte == WHITE,
            0x2A0C => self.is_grounded = !matches!(byte, 0 | WHITE),
            0xCA71 => self.is_grounded = shades(operand.get(1..).unwrap_or_default()),
            0x4866 => self.is_grounded = shades_shortly(operand),
            0x4A43 => self.size = u16_at(operand, 0),
            0x4845 => self.is_moved = u16_at(operand, 0) != Some(0),
            0x080A => self.is_object = byte != 0,
            0x6A03 => self.place = u32_at(operand, 0).unwrap_or_default(),
            0x6A09 => self.sign = u16_at(operand, 2),
            0x4A30 => {
                let style = u16_at(operand, 0).map(|style| styles.look(style));
                let styled = style.unwrap_or_default().dress;
                self.dress.struck |= styled.struck;
                self.dress.hidden |= styled.hidden;
                self.dress.raised |= styled.raised;
                self.is_white |= style.unwrap_or_default().is_white;
            }
            _ => {}
        }
    }
}

/// The number of the colour of paper.
const WHITE: u8 = 8;

/// Whether a shading colours the ground: two colours and a pattern.
fn shades(shading: &[u8]) -> bool {
    let colors = |at: usize| {
        let color = shading.get(at..at + 4).unwrap_or(&[0, 0, 0, 0xFF]);
        color[3] != 0xFF && color[..3] != [0xFF; 3]
    };
    match u16_at(shading, 8) {
        Some(0) => colors(4),
        Some(1) => colors(0),
        Some(u16::MAX) | None => false,
        Some(_) => true,
    }
}

/// The same in two bytes: numbers of colours, and of a pattern.
fn shades_shortly(shading: &[u8]) -> bool {
    let all = u16_at(shading, 0).unwrap_or(0);
    let colors = |number: u16| !matches!(number, 0 | 8);
    match (all, all >> 10) {
        (u16::MAX, _) => false,
        (_, 0) => colors(all >> 5 & 0x1F),
        (_, 1) => colors(all & 0x1F),
        _ => true,
    }
}

/// The look of a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParagraphLook {
    /// The number of its style.
    pub style: u16,
    /// In how many tables it stands.
    pub depth: usize,
    /// Whether its end is that of a cell of an inner table.
    pub ends_inner_cell: bool,
    /// Whether its end is that of a row.
    pub ends_row: bool,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Where the cells of the row stand that it ends.
    pub shape: RowShape,
    /// Whether it, or a cell of the row that it ends, has a ground of its own.
    pub is_grounded: bool,
    is_in_table: bool,
    said_depth: i64,
}

impl ParagraphLook {
    /// What a list, that begins with the number of a style, says of a paragraph.
    pub fn of(properties: &[u8], container: &Container, styles: &Styles) -> Self {
        let style = u16_at(properties, 0).unwrap_or_default();
        let mut look = Self {
            style,
            is_heading: styles.is_heading(style),
            ..Self::default()
        };
        let list = properties.get(2..).unwrap_or_default();
        let mut long = None;
        each(list, |number, operand| match number {
            0x6645 | 0x6646 => long = u32_at(operand, 0),
            _ => look.take(number, operand),
        });
        if let Some(at) = long {
            let list = container.long_list(at);
            each(list, |number, operand| look.take(number, operand));
        }
        let said = usize::try_from(look.said_depth).unwrap_or_default();
        look.depth = if look.is_in_table { said.max(1) } else { said };
        look
    }

    fn take(&mut self, number: u16, operand: &[u8]) {
        let byte = operand.first().copied().unwrap_or_default();
        let signed = || i64::from(u32_at(operand, 0).unwrap_or_default().cast_signed());
        match number {
            0x2416 => self.is_in_table = byte != 0,
            0x2417 => self.ends_row |= byte != 0,
            0x244B => self.ends_inner_cell = byte != 0,
            0x244C => self.ends_row |= byte != 0,
            0x6649 => self.said_depth = signed(),
            0x664A => self.said_depth = self.said_depth.saturating_add(signed()),
            0x2640 => self.is_heading = byte < 9,
            TABLE_CELLS => self.shape = row_shape(operand).unwrap_or_default(),
            0xC64D => self.is_grounded |= shades(operand.get(1..).unwrap_or_default()),
            0x442D => self.is_grounded |= shades_shortly(operand),
            0xD612 | 0xD616 | 0xD60C => {
                let mut cells = operand.get(1..).unwrap_or_default().chunks_exact(10);
                self.is_grounded |= cells.any(shades);
            }
            0xD609 => {
                let mut cells = operand.get(1..).unwrap_or_default().chunks_exact(2);
                self.is_grounded |= cells.any(shades_shortly);
            }
            // Cells that were merged after the row had been laid out.
            0x5624 => self.join(operand),
            0xD62B => self.merge(operand),
            _ => {}
        }
    }

    fn join(&mut self, operand: &[u8]) {
        if let [first, limit, ..] = operand {
            let (first, limit) = (usize::from(*first), usize::from(*limit));
            let joined = self.shape.cells.iter_mut().take(limit).skip(first + 1);
            joined.for_each(|cell| cell.joins_left = true);
        }
    }

    fn merge(&mut self, operand: &[u8]) {
        if let [_, cell, how, ..] = operand
            && let Some(cell) = self.shape.cells.get_mut(usize::from(*cell))
        {
            cell.merge = vertical(*how);
        }
    }
}

/// Whether a cell is merged with those above or below it.
fn vertical(how: u8) -> Merge {
    match how & 3 {
        0 => Merge::Alone,
        1 => Merge::GoesOn,
        _ => Merge::Begins,
    }
}

/// A row's cells: how many, where they end, and the flags of each as far as they are given.
fn row_shape(operand: &[u8]) -> Option<RowShape> {
    const FLAGS: usize = 20;
    let count = usize::from(*operand.get(2)?);
    let edges = operand.get(3..)?;
    let flags = edges.get(2 * (count + 1)..).unwrap_or_default();
    let left = i16_at(edges, 0)?;
    let cells = (0..count).map(|index| {
        let flags = u16_at(flags, FLAGS * index).unwrap_or_default();
        let how = u8::try_from(flags >> 5 & 3).unwrap_or_default();
        Some(CellShape {
            right: i16_at(edges, 2 * (index + 1))?,
            joins_left: flags & 2 != 0,
            merge: vertical(how),
        })
    });
    Some(RowShape {
        left,
        cells: cells.collect::<Option<_>>()?,
    })
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: Vec<Style>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    /// The number that Word knows it by.
    known_as: u16,
    /// The style that it stands on.
    base: u16,
    /// What it says of characters.
    characters: Vec<u8>,
}

/// Styles stand on others no deeper than this.
const DEEPEST: usize = 16;

impl Styles {
    /// The styles of a sheet.
    pub fn of(sheet: &[u8]) -> Self {
        let mut styles = Vec::new();
        let mut read = || {
            let head = usize::from(u16_at(sheet, 0)?);
            let base = usize::from(u16_at(sheet, 4)?);
            let mut rest = sheet.get(2 + head..)?;
            while let Some(length) = u16_at(rest, 0) {
                let length = usize::from(length);
                let style = rest.get(2..2 + length)?;
                styles.push(Style::of(style, base).unwrap_or_default());
                rest = rest.get(2 + length..)?;
            }
            Some(())
        };
        // A sheet that is cut still says what it says up to there.
        let _: Option<()> = read();
        Self { styles }
    }

    /// How characters look by a style.
    pub fn look(&self, style: u16) -> Look {
        let mut lists: Vec<&[u8]> = Vec::new();
        let mut next = style;
        while let Some(style) = self.styles.get(usize::from(next)) {
            lists.push(&style.characters);
            next = style.base;
            if lists.len() > DEEPEST {
                break;
            }
        }
        let none = Styles::default();
        let from_base = lists.into_iter().rev();
        from_base.fold(Look::default(), |look, list| look.with(list, &none))
    }

    /// Whether Word knows a style as a heading.
    fn is_heading(&self, style: u16) -> bool {
        let style = self.styles.get(usize::from(style));
        style.is_some_and(|style| (1..=9).contains(&style.known_as))
    }
}

impl Style {
    fn of(bytes: &[u8], base_length: usize) -> Option<Self> {
        let first = u16_at(bytes, 0)?;
        let second = u16_at(bytes, 2)?;
        let name = base_length;
        let name_length = usize::from(u16_at(bytes, name)?) * 2 + 4;
        let mut lists = bytes.get(name + name_length..).unwrap_or_default();
        let is_paragraph = second & 0x000F == 1;
        // Of a paragraph's style the first list is about the paragraph.
        if is_paragraph {
            let length = usize::from(u16_at(lists, 0).unwrap_or_default());
            lists = lists.get(2 + length + length % 2..).unwrap_or_default();
        }
        let length = usize::from(u16_at(lists, 0).unwrap_or_default());
        Some(Self {
            known_as: first & 0x0FFF,
            base: second >> 4,
            characters: lists.get(2..2 + length).unwrap_or_default().to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_where_its_cells_are() {
        let mut operand = vec![0, 0, 2];
        for edge in [-100i16, 900, 2000] {
            operand.extend(edge.to_le_bytes());
        }
        let mut flags = [0u8; 40];
        (flags[0], flags[20]) = (0b0110_0000, 2);
        operand.extend(flags);
        let shape = row_shape(&operand).unwrap();
        assert_eq!((shape.left, shape.cells.len()), (-100, 2));
        assert_eq!(shape.cells[0].merge, Merge::Begins);
        assert!(shape.cells[1].joins_left && shape.cells[1].right == 2000);
        assert_eq!(row_shape(&operand[..6]), None);
    }

    #[test]
    fn a_toggle_turns_what_the_style_says() {
        let styled = Look {
            dress: Dress {
                struck: true,
                ..Dress::default()
            },
            ..Look::default()
        };
        let none = Styles::default();
        let with = |byte| styled.with(&[0x37, 0x08, byte], &none).dress.struck;
        assert_eq!(
            [with(0), with(1), with(0x80), with(0x81)],
            [false, true, true, false]
        );
    }
}
