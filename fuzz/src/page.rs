/*!
The drawing of a page, with a PDF made around it: inside a PDF it is packed, and a change of a
byte would only break the packing. It is drawn on two pages, so that a table goes on over
their break.
*/

use std::fmt::Write;

/// A table as pages have it; a row without figures stands at the foot.
const TABLE: [[&str; 5]; 7] = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["", "合计", "11,436.06", "4,675.21", "6,760.85"],
    [
        "2080109",
        "社会保险经办机构",
        "4,103.95",
        "3,760.95",
        "343.00",
    ],
    ["2080506", "机关事业单位职业年", "4,660.00", "", "4,660.00"],
    ["", "金缴费支出", "", "", ""],
    ["2101101", "行政单位医疗", "2,672.11", "914.26", "1,757.85"],
    ["", "其中：公务员医疗补助", "0.00", "-", ""],
];

/// The objects before the drawing: two pages with one drawing and one font for all Chinese.
const OBJECTS: [&str; 7] = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 8 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 7 0 R>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
];

/// A PDF of two pages with that drawing.
pub fn around(drawing: &[u8]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(OBJECTS) {
        offsets.push(pdf.len());
        pdf.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    offsets.push(pdf.len());
    pdf.extend(format!("8 0 obj\n<</Length {}>>stream\n", drawing.len()).bytes());
    pdf.extend(drawing);
    pdf.extend(b"\nendstream\nendobj\n");
    let start = pdf.len();
    let mut end = String::from("xref\n0 9\n0000000000 65535 f \n");
    for offset in offsets {
        let _ = writeln!(end, "{offset:010} 00000 n ");
    }
    let _ = write!(
        end,
        "trailer<</Size 9/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    pdf.extend(end.bytes());
    pdf
}

/// A titled table with its lines: the seed.
pub fn seed() -> Vec<u8> {
    let mut drawing = String::new();
    put(
        &mut drawing,
        180,
        800,
        14,
        "某某市社会保险中心2023年单位预算",
    );
    put(&mut drawing, 220, 770, 12, "2023年单位支出预算表");
    put(&mut drawing, 60, 750, 9, "单位：万元");
    for (row, cells) in (0..).zip(TABLE) {
        let y = 725 - 20 * row;
        for (column, text) in (0..).zip(cells) {
            put(&mut drawing, 55 + 100 * column, y, 9, text);
        }
        let _ = writeln!(drawing, "50 {} m 550 {} l S", y + 15, y + 15);
    }
    for column in 0..6 {
        let x = 50 + 100 * column;
        let _ = writeln!(drawing, "{x} 740 m {x} 600 l S");
    }
    drawing.push_str("50 600 500 1 re f\n");
    drawing.into_bytes()
}

fn put(drawing: &mut String, x: u32, y: u32, size: u32, text: &str) {
    let hex: String = text
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    let _ = writeln!(drawing, "BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{hex}> Tj ET");
}
