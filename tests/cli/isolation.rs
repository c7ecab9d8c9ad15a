//! Documents are read in a process of their own: locked ones, harmful ones, many at once.

use super::place::{Place, run, sample};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

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
    let again = run(place
        .command()
        .env("LKX_PASSWORD", "12345")
        .args(["import", &path]));
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
        let ran = run(place.command().env("LKX_PASSWORD", password).args([
            "import",
            "--dry-run",
            &locked("owner-only.pdf"),
        ]));
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
}

/// A PDF of one page with these contents and this entry of its resources; the objects behind it
/// are numbered from 5.
fn pdf(contents: Vec<u8>, resources: &str, further: Vec<Vec<u8>>) -> Vec<u8> {
    let mut pdf = b"%PDF-1.5\n".to_vec();
    let mut offsets = Vec::new();
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{resources}>>>>"
    );
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into_bytes(),
        contents,
    ];
    for (number, object) in (1..).zip(objects.iter().chain(&further)) {
        offsets.push(pdf.len());
        pdf.extend(format!("{number} 0 obj\n").into_bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let (start, count) = (pdf.len(), offsets.len() + 1);
    pdf.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").into_bytes());
    for offset in offsets {
        pdf.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    let end = format!("trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
    pdf.extend(end.into_bytes());
    pdf
}

fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {}{entries}>>stream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

/// A PDF of a few megabytes whose page unpacks to more than a child may take.
fn bomb() -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..600 {
        packer.write_all(&blanks).unwrap();
    }
    let packed = packer.finish().unwrap();
    pdf(stream("/Filter/FlateDecode", &packed), "", Vec::new())
}

/// A PDF whose colour is a program of nothing but opening brackets.
fn endless_brackets() -> Vec<u8> {
    let program = stream(
        "/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]",
        "{".repeat(200_000).as_bytes(),
    );
    pdf(
        stream("", b"/CS cs 1 scn 0 0 9 9 re f"),
        "/ColorSpace<</CS[/Separation/x/DeviceRGB 5 0 R]>>",
        vec![program],
    )
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

/// Nothing is said but the sentence on the file: no words of a runtime, no path of a build.
fn refused_in_words(name: &str, bytes: &[u8], reasons: &[&str]) {
    let place = Place::new();
    place.write(name, bytes);
    let ran = place.lkx(&["import", "--timeout", "90", name]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{}", ran.err);
    let (said, more) = ran.err.split_once('\n').unwrap();
    assert_eq!(more, "");
    let why = said.strip_prefix(&format!("失败 {name}：")).unwrap();
    assert!(reasons.iter().any(|reason| why.contains(reason)), "{why}");
    for word in ["panicked", "src/", ".rs", "thread", "memory allocation"] {
        assert!(!why.contains(word), "{why}");
    }
}

#[test]
fn a_reader_that_fails_says_one_sentence() {
    for name in [
        "entry-that-is-not-there.xlsb",
        "range-beyond-the-end.xlsb",
        "asks-for-all-memory.xls",
    ] {
        let path = format!(
            "{}/tests/documents/hostile/{name}",
            env!("CARGO_MANIFEST_DIR")
        );
        let bytes = std::fs::read(path).unwrap();
        // A build that counts with checks stops at the wrong size, before it asks for the memory.
        refused_in_words(name, &bytes, &["程序出错", "480 MB", "电子表格 文件损坏"]);
    }
    refused_in_words(
        "brackets.pdf",
        &endless_brackets(),
        &["一层套一层", "意外结束", "PDF"],
    );
}

/// Text does not unpack into more than it is, and is read within the same limits.
#[test]
fn text_has_its_time_too() {
    let place = Place::new();
    let head = "2024年单位支出预算表\n单位名称：测试单位\n单位：万元\n科目编码 科目名称 合计 基本支出 人员经费 公用经费 项目支出\n";
    let rows = "2080505 养老 3.00 1.00 2.00\n".repeat(900_000);
    place.write("long.txt", format!("{head}{rows}"));
    place
        .lkx(&["import", "--timeout", "1", "long.txt"])
        .refused(1, &["long.txt", "放弃了"]);
}

/// What a child whose parent has this process number makes of an order that is given to it by hand.
#[cfg(target_os = "linux")]
fn child(order: &Value, parent: u32) -> std::process::Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lkx"))
        .args(["--read-one-document", "8", &parent.to_string()])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let order = order.to_string();
    let mut input = child.stdin.take().unwrap();
    for part in [order.as_bytes(), b""] {
        // A child that ends at once may have closed its input before all of it is written.
        let _ = input.write_all(&(part.len() as u64).to_le_bytes());
        let _ = input.write_all(part);
    }
    drop(input);
    child.wait_with_output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_whose_parent_is_gone_does_nothing() {
    let order = json!({"TryToBreakOut": {"file": "/dev/null"}});
    let of_somebody_else = child(&order, std::os::unix::process::parent_id());
    assert!(!of_somebody_else.status.success());
    assert!(of_somebody_else.stdout.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_cannot_open_the_library_connect_or_start_anything() {
    let place = Place::holding(&["xinxiang-2023"]);
    let before = std::fs::read(place.usual_library()).unwrap();
    let order = json!({"TryToBreakOut": {"file": place.usual_library()}});
    let output = child(&order, std::process::id());
    assert!(output.status.success());
    let reply: Value = serde_json::from_slice(&output.stdout[8..]).unwrap();
    let answer = &reply["answer"];
    let measures = answer["Confinement"].as_array().unwrap();
    let holds = |part: &str| {
        let measure = measures
            .iter()
            .find(|measure| measure["name"].as_str().unwrap().contains(part));
        measure.unwrap_or_else(|| panic!("no {part} in {answer}"))["holds"] == "Wholly"
    };
    for always in ["限额", "随主进程结束", "不得提升权限", "环境变量为空"] {
        assert!(holds(always), "{always}");
    }
    if holds("seccomp") {
        for trial in ["试写文件", "试读文件", "试连网络", "试启动程序"] {
            assert!(holds(trial), "{trial}");
        }
    }
    assert!(std::fs::read(place.usual_library()).unwrap() == before);
}

#[cfg(target_os = "linux")]
#[test]
fn an_import_goes_on_when_the_program_is_replaced_meanwhile() {
    let place = Place::new();
    let program = place.path("lkx");
    std::fs::copy(env!("CARGO_BIN_EXE_lkx"), &program).unwrap();
    let mut import = Command::new(&program)
        .args(["import", "--json", "-"])
        .env_clear()
        .env("HOME", place.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // It runs, for it takes its input; and it starts no child before that has ended.
    let mut input = import.stdin.take().unwrap();
    let text = super::place::sample_text("xinxiang-2023") + &" ".repeat(1 << 18);
    input.write_all(text.as_bytes()).unwrap();
    std::fs::remove_file(&program).unwrap();
    drop(input);
    let output = import.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("\"status\":\"imported\""), "{said}");
}

/// The children of a process, as the system lists them.
#[cfg(target_os = "linux")]
fn children(of: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{of}/task")).into_iter();
    tasks
        .flatten()
        .flatten()
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|children| {
            let numbers = children.split_whitespace();
            numbers
                .filter_map(|number| number.parse().ok())
                .collect::<Vec<u32>>()
        })
        .collect()
}

/// Whether a process runs: one that nobody has asked about yet is a zombie.
#[cfg(target_os = "linux")]
fn runs(process: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{process}/stat"))
        .is_ok_and(|stat| !stat.contains(") Z ") && !stat.contains(") X "))
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_ends_with_its_parent() {
    let place = Place::new();
    place.write("slow.xlsx", slow_workbook());
    let mut import = Command::new(env!("CARGO_BIN_EXE_lkx"))
        .args(["import", "--timeout", "600", "slow.xlsx"])
        .current_dir(place.path("."))
        .env_clear()
        .env("HOME", place.path("."))
        .env("LKX_PASSWORD", "12345")
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let child = loop {
        if let [child] = children(import.id())[..] {
            break child;
        }
        assert!(
            import.try_wait().unwrap().is_none(),
            "the import ended by itself"
        );
        std::thread::yield_now();
    };
    import.kill().unwrap();
    import.wait().unwrap();
    while runs(child) {
        std::thread::yield_now();
    }
}

#[test]
fn what_shuts_the_readers_in_can_be_asked() {
    let ran = Place::new().lkx(&["--version", "--verbose"]).well();
    assert!(
        ran.out
            .starts_with(&format!("lkx {}\nSQLite 3.", env!("CARGO_PKG_VERSION")))
    );
    for part in ["限额：有效", "seccomp", "Landlock", "环境变量为空：有效"] {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
    Place::new().lkx(&["--verbose", "list"]).refused(2, &[]);
}

#[test]
fn a_document_that_fails_costs_no_other_of_its_child() {
    let place = Place::new();
    let text = super::place::sample_text("xinxiang-2023");
    for number in [1, 3, 5] {
        place.write(&format!("in/{number}.txt"), format!("{text}\n{number}\n"));
    }
    place.write("in/2.pdf", endless_brackets());
    place.write("in/4.xlsx", slow_workbook());
    let ran = place.lkx(&["import", "--jobs", "1", "--timeout", "5", "in"]);
    let status: Vec<&str> = ran
        .err
        .lines()
        .filter(|line| line.contains("in/"))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    let expected = ["已导入", "失败", "已替换", "失败", "已替换"];
    assert_eq!(status, expected, "{}", ran.err);
}
