//! Area `notice`.

statements! {
    PLACEHOLDER = "select 1";
}
