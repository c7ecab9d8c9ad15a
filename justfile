# `just --list` shows these.

# Run the explorer.
run *ARGS:
    cargo run --release -- {{ARGS}}

# What continuous integration runs.
check:
    bash .ci/run

# Rewrite the generated blocks of the README.
bless:
    LKX_BLESS=1 cargo test --test house

# Measure the whole program in a pseudo-terminal (`process`), and its parts.
measure:
    cargo bench --bench process
    cargo bench --bench reading --bench frames --bench search

# The tools that `.ci/run` and packaging use where they are there.
tools:
    cargo install --locked cargo-deny
    pip install ziglang

# What is handed out: static programs, packages, sources, into target/release-files.
release *PROCESSORS:
    tools/release {{PROCESSORS}}

# Rewrite the licences of every part, after Cargo.lock changed.
licences:
    python3 tools/licences.py
