package dev.rollcall.console.http;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what templates show: escaped for its place, and with what has no shape of its own made visible, such as the commands of
 * terminals, marks that turn the direction of writing and invisible letters, so that no stored text looks like another one. What
 * stands in a field is escaped alone: a form sends it back, and nothing may be stored otherwise because somebody looked at it.
 */
final class VisibleOutput extends OwaspHtmlTemplateOutput {
    private static final int PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;
    /** They join and part letters in Persian, in Indic scripts and in pictures of people. */
    private static final Set<Integer> JOINERS = Set.of(0x200c, 0x200d);
    /** Letters and marks without a shape: fillers of Hangul, Khmer vowels, Mongolian and other marks. */
    private static final Set<Integer> SHAPELESS = Set.of(0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d,
            0x180f,
            0x3164, 0xffa0);

    private String tag = "";
    private String attribute = "";

    VisibleOutput(TemplateOutput output) {
        super(output);
    }

    @Override
    public void setContext(String tagName, @Nullable String attributeName) {
        super.setContext(tagName, attributeName);
        tag = tagName;
        attribute = attributeName == null ? "" : attributeName;
    }

    @Override
    public void writeUserContent(String value) {
        String text = value == null ? "" : value;
        super.writeUserContent(isSentBack() ? text : visible(text));
    }

    private boolean isSentBack() {
        return attribute.equals("value") || tag.equals("textarea") && attribute.isEmpty();
    }

    /** The text without what cannot be seen; line feeds and tabs stay. */
    static String visible(String text) {
        if (text.codePoints().noneMatch(VisibleOutput::isHidden)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (!isHidden(point)) {
                visible.appendCodePoint(point);
            } else if (point < ' ') {
                visible.append((char) (PICTURES + point));
            } else if (point == 0x7f) {
                visible.append((char) PICTURE_OF_DELETE);
            } else {
                visible.append("[U+%04X]".formatted(point));
            }
        });
        return visible.toString();
    }

    /** Whether it is of the plane that fonts leave out, but for the selectors of shapes, which Japanese names have. */
    private static boolean isIgnored(int point) {
        return point >= 0xe0000 && point < 0xe0100 || point >= 0xe01f0 && point <= 0xe0fff;
    }

    private static boolean isHidden(int point) {
        if (point < 0x7f) {
            return point < ' ' && point != '\n' && point != '\t';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> !JOINERS.contains(point);
            default -> SHAPELESS.contains(point) || isIgnored(point);
        };
    }
}
