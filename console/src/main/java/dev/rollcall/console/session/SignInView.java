package dev.rollcall.console.session;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.access.OperatorSignIns;
import java.util.Optional;

/**
 * What the page shows on which one signs in.
 *
 * @param next path and query of the page to go to afterwards
 * @param clientId that was typed before
 * @param problem why the last try has failed; empty text for the first one
 * @param issuer who else signs people in, by its host
 * @param issuerUrl where that begins
 */
public record SignInView(String next, String clientId, String problem, Optional<String> issuer, String issuerUrl) {
    /** The page in answer. @param operators who else signs people in */
    static ConsoleAnswer page(int status, Frame frame, Optional<OperatorSignIns> operators, String next,
            String clientId,
            String problem) {
        return ConsoleAnswer.page(status, "signin.jte", new SignInView(next, clientId, problem,
                operators.map(OperatorSignIns::issuer),
                frame.link(ConsolePath.SIGN_IN_ISSUER, next.equals(ConsolePath.PREFIX)
                        ? LinkQuery.NONE
                        : LinkQuery.NONE.with("next", next))));
    }
}
