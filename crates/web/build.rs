//! Embedded files count as sources: a change in `assets/` rebuilds this crate.

fn main() {
    println!("cargo:rerun-if-changed=../../assets");
}
