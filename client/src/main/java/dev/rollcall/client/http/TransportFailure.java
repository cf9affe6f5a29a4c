package dev.rollcall.client.http;

import dev.rollcall.client.http.GuardedResolver.RefusedAddress;
import dev.rollcall.client.http.OneAnswerEach.UnaskedAnswer;
import dev.rollcall.client.http.TransportException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Says why there was no answer, and what to look at. */
final class TransportFailure {
    private TransportFailure() {}

    /** @param what the request as {@code GET https://host/scim/Users} */
    static TransportException of(String what, IOException cause, boolean late, HttpTransportOptions options) {
        if (late) {
            return new TransportException(
                    what + " was not answered within " + seconds(options.answerTimeout())
                            + " s. Look at what the endpoint does in that time.",
                    Kind.LATE,
                    cause);
        }
        OptionalInt status = cause instanceof AnswerBody.TooLarge large
                ? OptionalInt.of(large.status())
                : OptionalInt.empty();
        return new TransportException(what + " " + reason(cause, options), kind(cause), cause, status);
    }

    /** Anything not known to have kept the request here may have come after it was sent. */
    private static Kind kind(IOException cause) {
        return switch (cause) {
            case AnswerBody.TooLarge _,MessageConstraintException _ -> Kind.TOO_LARGE;
            case RefusedAddress _,ProxyRefusal _ -> Kind.REFUSED;
            case UnaskedAnswer _ -> Kind.NOT_SENT;
            case UnknownHostException _,ConnectException _,ConnectionRequestTimeoutException _,NoRouteToHostException _ ->
                Kind.NOT_SENT;
            case ConnectTimeoutException _,SSLHandshakeException _,SSLPeerUnverifiedException _ -> Kind.NOT_SENT;
            default -> Kind.MAYBE_SENT;
        };
    }

    private static String reason(IOException cause, HttpTransportOptions options) {
        return switch (cause) {
            case AnswerBody.TooLarge _ -> "was answered with more than " + options.maxAnswerBytes()
                    + " bytes. Let the endpoint answer in pages, and without the members of groups.";
            case RefusedAddress refused -> "was not sent: the host leads to " + refused.getMessage()
                    + ", and such addresses are not called from here. Give a URL that leads to a public address, or let "
                    + "whoever runs this allow the range.";
            case MessageConstraintException _ -> "was answered with a head of more than "
                    + HttpTransportOptions.MAX_HEADERS + " lines or with a line of more than "
                    + HttpTransportOptions.MAX_HEADER_LENGTH
                    + " bytes. Look at what the endpoint puts into its headers.";
            case ProxyRefusal refusal -> "was not passed on: the proxy refused it with " + refusal.status()
                    + ". Check the proxy's rules, and the login in its URL.";
            case UnknownHostException _ -> "could not be sent: the host is not known. Check the name in the URL.";
            case ConnectTimeoutException _ -> "could not be sent: the host did not accept a connection within "
                    + seconds(options.connectTimeout()) + " s. Check address, port and firewall.";
            case ConnectException _ -> "could not be sent: the host refused the connection. Check that the "
                    + "endpoint runs, and on that port.";
            case SSLException tls -> "could not be sent: TLS failed (" + message(tls)
                    + "). Check that the whole certificate chain is served and that the name in it is right.";
            case UnaskedAnswer _ ->
                "could not be sent: the endpoint sends more answers than it is asked for, so nobody knows "
                        + "which is which. Look at the endpoint, and at what stands before it.";
            case NoHttpResponseException _ -> "was not answered: the endpoint closed the connection instead.";
            case ConnectionClosedException _ -> "was answered only in part: the endpoint closed the connection. "
                    + "Look at its log.";
            default -> "failed: " + message(cause) + ". Look at the endpoint's log.";
        };
    }

    private static String message(IOException cause) {
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }

    private static String seconds(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
    }
}
