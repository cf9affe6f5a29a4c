package dev.rollcall.directory.client;

/**
 * Somebody who has signed in by the company's own issuer.
 *
 * @param name by which the audit log knows them: what the issuer says, without anything that cannot be seen, at most
 *     {@value #LONGEST} characters
 */
public record ConsoleOperator(String name, OperatorRole role) {
    /** Characters of a name. */
    public static final int LONGEST = 200;

    /** @throws IllegalArgumentException when the name is none */
    public ConsoleOperator {
        if (!isName(name)) {
            throw new IllegalArgumentException("A name has 1 to " + LONGEST + " characters, all of which can be seen.");
        }
    }

    /** Whether a text may be one's name. */
    public static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST && text.codePoints().noneMatch(ConsoleOperator::isHidden);
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
                true;
            default -> false;
        };
    }
}
