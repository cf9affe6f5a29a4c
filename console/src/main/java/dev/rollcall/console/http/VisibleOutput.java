package dev.rollcall.console.http;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;

/**
 * Writes what templates show: escaped for its place, and with what has no shape of its own made visible, such as the commands of
 * terminals and marks that turn the direction of writing, so that no stored text looks like another one.
 */
final class VisibleOutput extends OwaspHtmlTemplateOutput {
    private static final int PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;

    VisibleOutput(TemplateOutput output) {
        super(output);
    }

    @Override
    public void writeUserContent(String value) {
        super.writeUserContent(value == null ? "" : visible(value));
    }

    /** The text without what cannot be seen; line feeds and tabs stay. */
    static String visible(String text) {
        int at = 0;
        while (at < text.length() && !isHidden(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, at);
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!isHidden(c)) {
                visible.append(c);
            } else if (c < ' ') {
                visible.append((char) (PICTURES + c));
            } else if (c == 0x7f) {
                visible.append((char) PICTURE_OF_DELETE);
            } else {
                visible.append("[U+%04X]".formatted((int) c));
            }
        }
        return visible.toString();
    }

    private static boolean isHidden(char c) {
        return c < ' ' && c != '\n' && c != '\t'
                || c >= 0x7f && c <= 0x9f
                || c == 0x061c
                || c == 0x200b
                || c == 0x200e
                || c == 0x200f
                || c >= 0x2028 && c <= 0x202e
                || c >= 0x2060 && c <= 0x2069
                || c == 0xfeff
                || c >= 0xfff9 && c <= 0xfffb;
    }
}
