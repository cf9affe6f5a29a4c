package dev.rollcall.app.setting;

/**
 * What somebody wrote for a setting.
 *
 * @param origin where it was written, as it is named in an error: {@code --port}, {@code ROLLCALL_PORT} or a key of a file
 */
record SettingText(String origin, String text) {}
