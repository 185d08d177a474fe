//! The message files are embedded: whoever edits one gets it at the next build.

fn main() {
    println!("cargo::rerun-if-changed=../../locales");
}
