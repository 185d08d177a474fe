//! The demonstration region: generate(seed, people).
