//! Writes small PDFs, one kind of page a test.

use std::fmt::Write as _;

/// The height of a sheet; places are counted from its top, as they are read.
pub const HEIGHT: i32 = 842;
/// Its width.
pub const WIDTH: i32 = 595;

/// A sheet that is being written.
#[derive(Default)]
pub struct Sheet {
    content: String,
    annotations: Vec<String>,
    width: Option<i32>,
}

impl Sheet {
    /// A sheet on its side.
    pub fn wide() -> Self {
        Self {
            width: Some(HEIGHT),
            ..Self::default()
        }
    }

    /// What is written on it, to be written on another.
    pub fn content(&self) -> &str {
        &self.content
    }

    fn height(&self) -> i32 {
        if self.width.is_some() { WIDTH } else { HEIGHT }
    }

    /// Writes text whose line stands at `y`.
    pub fn text(&mut self, x: i32, y: i32, size: i32, words: &str) -> &mut Self {
        let y = self.height() - y;
        let words = hexadecimal(words);
        let _ = writeln!(
            self.content,
            "BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{words}> Tj ET"
        );
        self
    }

    /// Writes text that ends at `x`; its characters are half as wide as high.
    pub fn figure(&mut self, x: i32, y: i32, size: i32, digits: &str) -> &mut Self {
        let wide = i32::try_from(digits.len()).unwrap() * size / 2;
        self.text(x - wide, y, size, digits)
    }

    /// Fills a box with a grey: 0 is black, 1 white.
    pub fn fill(&mut self, grey: &str, x: i32, y: i32, wide: i32, high: i32) -> &mut Self {
        let y = self.height() - y - high;
        let _ = writeln!(self.content, "q {grey} g {x} {y} {wide} {high} re f Q");
        self
    }

    /// Draws a line.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32)) -> &mut Self {
        let high = self.height();
        let _ = writeln!(
            self.content,
            "0.5 w {} {} m {} {} l S",
            from.0,
            high - from.1,
            to.0,
            high - to.1
        );
        self
    }

    /// Writes operators as they are.
    pub fn raw(&mut self, operators: &str) -> &mut Self {
        let _ = writeln!(self.content, "{operators}");
        self
    }

    /// Sticks something on the sheet; `rect` is counted from the bottom, as the format does.
    pub fn annotation(&mut self, dict: &str) -> &mut Self {
        self.annotations
            .push(format!("<< /Type /Annot /F 4 {dict} >>"));
        self
    }

    /// Draws a table whose columns have these borders and whose rows are `high`.
    pub fn table(&mut self, xs: &[i32], top: i32, high: i32, rows: &[&[&str]]) -> &mut Self {
        let count = i32::try_from(rows.len()).unwrap();
        let (left, right) = (xs[0], *xs.last().unwrap());
        for row in 0..=count {
            let y = top + row * high;
            self.line((left, y), (right, y));
        }
        for x in xs {
            self.line((*x, top), (*x, top + count * high));
        }
        for (row, cells) in (0..).zip(rows) {
            let y = top + row * high + high * 2 / 3;
            for (column, cell) in cells.iter().enumerate() {
                if cell.contains('.') {
                    self.figure(xs[column + 1] - 3, y, 9, cell);
                } else {
                    self.text(xs[column] + 3, y, 9, cell);
                }
            }
        }
        self
    }
}

/// Sheets as a file, with `more` in its catalogue. The first of the further objects, the fourth
/// of the file, is the font G where it is one.
pub fn file(sheets: &[Sheet], more: &str, objects: &[String]) -> Vec<u8> {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H \
         /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /DW 1000 \
         /W [ 1 95 500 814 939 500 ] /FontDescriptor << /Type /FontDescriptor \
         /FontName /STSong-Light /Flags 6 /FontBBox [ -25 -254 1000 880 ] /ItalicAngle 0 \
         /Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 >> >> ] >>";
    let first = 4 + objects.len();
    let kids: Vec<String> = (0..sheets.len())
        .map(|at| format!("{} 0 R", first + 2 * at))
        .collect();
    let mut all = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {more} >>"),
        format!(
            "<< /Type /Pages /Count {} /Kids [ {} ] >>",
            sheets.len(),
            kids.join(" ")
        ),
        font.to_owned(),
    ];
    all.extend(objects.iter().cloned());
    for (at, sheet) in sheets.iter().enumerate() {
        let (wide, high) = (sheet.width.unwrap_or(WIDTH), sheet.height());
        let content = first + 2 * at + 1;
        all.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {wide} {high} ] /Contents {content} 0 R \
             /Resources << /Font << /F 3 0 R /G 4 0 R >> /ExtGState << /Faint << /ca 0.3 >> /Clear << /ca 0 >> >> >> \
             /Annots [ {} ] >>",
            sheet.annotations.join(" ")
        ));
        all.push(stream("", &sheet.content));
    }
    written(&all)
}

/// A stream with entries of its own.
pub fn stream(entries: &str, content: &str) -> String {
    format!(
        "<< {entries} /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    )
}

/// A text as the format writes it between `<` and `>`.
pub fn hexadecimal(words: &str) -> String {
    words.encode_utf16().fold(String::new(), |mut text, unit| {
        let _ = write!(text, "{unit:04X}");
        text
    })
}

fn written(objects: &[String]) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(text.len());
        let _ = write!(text, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = text.len();
    let count = objects.len() + 1;
    let _ = write!(text, "xref\n0 {count}\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(text, "{place:010} 00000 n ");
    }
    let _ = write!(
        text,
        "trailer << /Root 1 0 R /Size {count} >>\nstartxref\n{start}\n%%EOF\n"
    );
    text.into_bytes()
}
