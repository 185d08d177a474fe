//! TestApp and fixtures on both engines.
