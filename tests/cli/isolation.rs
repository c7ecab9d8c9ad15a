//! Documents that are read in a process of their own: locked ones, harmful ones, many at once.

use super::place::{Place, sample};
use std::io::Write;
use std::path::Path;

fn locked(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/documents/locked/{name}"))
        .to_string_lossy()
        .into_owned()
}

#[test]
fn a_locked_document_wants_its_password() {
    let place = Place::new();
    let path = locked("password-12345.pdf");
    place
        .lkx(&["import", &path])
        .refused(1, &["加了密", "--password-file", "LKX_PASSWORD"]);
    place.write("wrong", "54321\n");
    place
        .lkx(&["import", "--password-file", "wrong", &path])
        .refused(1, &["密码不对"]);
    assert!(!place.usual_library().exists());
    place.write("right", "12345\r\n");
    let ran = place.lkx(&["import", "--password-file", "right", &path]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let again = super::place::run(
        place
            .command()
            .env("LKX_PASSWORD", "12345")
            .args(["import", &path]),
    );
    assert!(again.err.starts_with("未变"), "{}", again.err);
    let facts = place.lkx(&["export", "facts", "--format", "csv"]).well();
    let total = facts
        .rows()
        .into_iter()
        .find(|row| row[7] == "合计")
        .unwrap();
    assert_eq!(
        (total[13].as_str(), total[14].as_str()),
        ("合计", "11436.06")
    );
    assert_eq!(total[17], "password-12345.pdf#p1");
}

#[test]
fn a_locked_office_file_wants_its_password_too() {
    for name in ["password-12345.docx", "password-12345.xls"] {
        let place = Place::new();
        place
            .lkx(&["import", &locked(name)])
            .refused(1, &["加了密", "--password-file", "LKX_PASSWORD"]);
        place.write("right", "12345\n");
        let ran = place.lkx(&["import", "--password-file", "right", &locked(name)]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
}

#[test]
fn an_owners_password_locks_nothing() {
    let place = Place::new();
    for password in ["", "whatever"] {
        let ran = super::place::run(place.command().env("LKX_PASSWORD", password).args([
            "import",
            "--dry-run",
            &locked("owner-only.pdf"),
        ]));
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
}

/// A PDF of a few megabytes whose page unpacks to more than a child may take.
fn bomb() -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..600 {
        packer.write_all(&blanks).unwrap();
    }
    let packed = packer.finish().unwrap();
    let mut pdf = b"%PDF-1.5\n".to_vec();
    let mut offsets = Vec::new();
    let head = format!("<</Length {}/Filter/FlateDecode>>stream\n", packed.len());
    let objects: [Vec<u8>; 4] = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>".to_vec(),
        [head.as_bytes(), &packed, b"\nendstream"].concat(),
    ];
    for (number, object) in (1..).zip(&objects) {
        offsets.push(pdf.len());
        pdf.extend(format!("{number} 0 obj\n").into_bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    pdf.extend(b"xref\n0 5\n0000000000 65535 f \n");
    for offset in offsets {
        pdf.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    pdf.extend(format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").into_bytes());
    pdf
}

#[test]
fn a_bomb_costs_its_own_import_alone() {
    let place = Place::new();
    place.write("bomb.pdf", bomb());
    let ran = place.lkx(&[
        "import",
        "--timeout",
        "1",
        "bomb.pdf",
        &sample("xinxiang-2023"),
    ]);
    assert_eq!(ran.status, 1);
    // Which of the two limits is reached first depends on the machine.
    let told = ran.err.contains("1 秒内没有读完") || ran.err.contains("480 MB");
    assert!(told && ran.err.contains("失败 bomb.pdf"), "{}", ran.err);
    assert!(ran.err.contains("已导入"), "{}", ran.err);
}

/// An old workbook whose directory, a chain of sectors, bites its own tail.
fn endless_workbook() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/workbook/budget.xls");
    let mut bytes = std::fs::read(path).unwrap();
    let word = |bytes: &[u8], at: usize| {
        usize::try_from(u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())).unwrap()
    };
    let (directory, table) = (word(&bytes, 48), word(&bytes, 76));
    let at = (table + 1) * 512 + 4 * directory;
    bytes[at..at + 4].copy_from_slice(&u32::try_from(directory).unwrap().to_le_bytes());
    bytes
}

#[test]
fn a_workbook_without_end_is_refused() {
    let place = Place::new();
    place.write("endless.xls", endless_workbook());
    place
        .lkx(&["import", "endless.xls"])
        .refused(1, &["endless.xls", "内容在中途断了"]);
    assert!(!place.usual_library().exists());
}

/// A locked workbook that wants its password hashed a hundred times as often as any office does.
fn slow_workbook() -> Vec<u8> {
    let mut bytes = std::fs::read(locked("password-12345.xlsx")).unwrap();
    let (usual, slow) = (
        b"  <p:encryptedKey spinCount=\"100000\"",
        b"<p:encryptedKey spinCount=\"10000000\"",
    );
    let at = bytes
        .windows(usual.len())
        .position(|window| window == usual)
        .unwrap();
    bytes[at..at + slow.len()].copy_from_slice(slow);
    bytes
}

#[test]
fn a_document_that_takes_too_long_is_given_up() {
    let place = Place::new();
    place.write("slow.xlsx", slow_workbook());
    place
        .lkx(&["import", "--timeout", "1", "slow.xlsx"])
        .refused(1, &["slow.xlsx", "1 秒内没有读完"]);
}

#[test]
fn the_later_of_two_documents_replaces_however_many_are_read_at_once() {
    let place = Place::new();
    let text = super::place::sample_text("xinxiang-2023");
    for number in 0..6 {
        place.write(&format!("in/{number}.txt"), format!("{text}\n{number}\n"));
    }
    let ran = place.lkx(&["import", "--jobs", "4", "in"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let list = place.lkx(&["list", "--format", "csv"]).well();
    assert!(
        list.out.contains("5.txt") && !list.out.contains("4.txt"),
        "{}",
        list.out
    );
}
