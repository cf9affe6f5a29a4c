package dev.rollcall.console.frame;

/**
 * A button beside something in a list, which does what the thing's own page does, and leads back to the list.
 *
 * @param label in a word or two
 * @param of which thing it is about, for those who hear the button without its row
 * @param url to which its form is sent
 * @param name of its field, and its {@code value}
 * @param question that is asked before; empty text for none
 */
public record QuickAction(String label, String of, String url, String name, String value, String question) {
    /** The field by which a form says that it comes from the overview. */
    public static final String BACK = "back";
    /** Its value. */
    public static final String OVERVIEW = "overview";

    /** Where somebody is led after a change. @param page of the thing */
    public static ConsoleAnswer after(ConsoleRequest request, String page) {
        boolean fromOverview = request.form().text(BACK).filter(OVERVIEW::equals).isPresent();
        return ConsoleAnswer.redirect(fromOverview ? request.frame().link(ConsolePath.OVERVIEW) : page);
    }
}
