//! Area `monitoring`.

statements! {
    PLACEHOLDER = "select 1";
}
