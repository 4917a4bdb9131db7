/**
 * Every golden file is recognised by its content, and reads as the `.golden.json` beside it says, to the value.
 */
