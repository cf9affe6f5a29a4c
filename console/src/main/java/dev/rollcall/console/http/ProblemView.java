package dev.rollcall.console.http;

/**
 * What is shown instead of a page.
 *
 * @param title what is the matter, in few words
 * @param sentence that, and what to do
 */
public record ProblemView(int status, String title, String sentence) {
    /** With the title that fits the status. */
    static ProblemView of(int status, String sentence) {
        return new ProblemView(status, switch (status) {
            case 400, 413, 415 -> "That could not be read";
            case 401 -> "You are not signed in";
            case 403 -> "That is not allowed";
            case 404 -> "There is nothing here";
            case 405 -> "That is not done here";
            case 409 -> "That is taken";
            case 429 -> "Too many requests";
            default -> status < 500 ? "That did not work" : "Rollcall could not do that";
        }, sentence);
    }
}
