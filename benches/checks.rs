/*!
What the consistency checks cost: all rules on each of the sample budgets, and every
family of rules by itself. A library of 10,000 budgets is 2,000 times the five of them.
*/

use divan::{Bencher, black_box};
use lkx::budget::{Book, Official};
use lkx::checks::{FAMILIES, check, check_with};
use lkx::commands::read_book;
use lkx::documents::File;
use std::path::Path;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

static BOOKS: LazyLock<Vec<Book>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut books = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(bytes) = std::fs::read(entry.path()) else {
            continue;
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        books.extend(read_book(&File::new(&name, &bytes)).ok());
    }
    books
});

#[divan::bench]
fn all_rules_on_five_budgets(bencher: Bencher) {
    let books = &*BOOKS;
    bencher.bench(|| {
        for book in books {
            black_box(check(book, &[]));
        }
    });
}

#[divan::bench(args = FAMILIES.iter().map(|family| family.title))]
fn a_family_on_five_budgets(bencher: Bencher, title: &str) {
    let books = &*BOOKS;
    let own: Vec<_> = FAMILIES
        .iter()
        .filter(|family| family.title == title)
        .collect();
    bencher.bench(|| {
        for book in books {
            black_box(check_with(book, &[], &own, Official::built_in(2024)));
        }
    });
}

/// A budget in which every one of `rows` rows is wrong: what one bad reading may cost.
#[divan::bench(args = [100, 1000, 4000])]
fn a_budget_that_is_all_wrong(bencher: Bencher, rows: u32) {
    let mut text = String::from(
        "某某市某某中心2024年单位预算\n\n支出总表\n单位：万元\n功能分类科目编码\t功能分类科目名称\t合计\t基本支出\t项目支出\n合计\t\t9.00\t5.00\t3.00\n",
    );
    for row in 0..rows {
        let (class, item) = (201 + row / 900 % 30, 101 + row % 900);
        text.push_str(&format!(
            "{class}{:02}{:02}\t科目{row}\t{row}.00\t1.00\t2.00\n",
            item / 100,
            item % 100
        ));
    }
    let book = read_book(&File::new("wrong.txt", text.as_bytes())).expect("a budget");
    assert!(!check(&book, &[]).findings.is_empty());
    bencher.bench(|| black_box(check(&book, &[])));
}
