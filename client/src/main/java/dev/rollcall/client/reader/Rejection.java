package dev.rollcall.client.reader;

/**
 * Why Entra would not read an answer.
 *
 * @param attribute what is wrong, as a mapping names it ({@code emails[0].primary}, {@code
 *        urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager}), or {@code Content-Type}, {@code status},
 *        {@code body}
 * @param sentence what the administrator reads in the provisioning log
 * @param cause what came, in plain words
 * @param mend what should have come, and what to do until then
 */
public record Rejection(
        ReaderRule rule, String attribute, ErrorCode code, String sentence, String cause, String mend) {
    static Rejection of(ReaderRule rule, String attribute, String cause, String mend) {
        return new Rejection(rule, attribute, rule.code(), rule.sentence(), cause, mend);
    }

    @Override
    public String toString() {
        return rule + " at " + attribute + ": " + cause + " " + mend;
    }
}
