package dev.rollcall.console.log;

import dev.rollcall.directory.log.Explanation;
import java.util.List;
import java.util.Optional;

/**
 * What the page of one request shows.
 *
 * @param address of the client
 * @param tokenId of the token that was shown
 * @param clientRequestId the provider's own name for the request, to quote to it, or the id of the bulk request that it came in
 * @param explanation in plain words; empty when the connection is gone
 * @param subject kind and id of whom it was about
 * @param subjectUrl all requests about them
 * @param previousUrl the request before about the same
 * @param nextUrl the one after
 * @param changes what it changed
 * @param requestBody laid out for reading
 * @param responseBody laid out for reading
 * @param pageUrl the page of whom it was about; empty when whoever looks may not see it
 * @param curl the same as a command; empty text when the log does not hold what was sent
 * @param noCurl why not
 * @param alikeUrl requests of this connection with the same status
 */
public record RequestEntryView(
        RequestRow row,
        String address,
        Optional<String> tokenId,
        Optional<String> clientRequestId,
        Optional<Explanation> explanation,
        Optional<String> error,
        Optional<String> subject,
        Optional<String> subjectUrl,
        Optional<String> previousUrl,
        Optional<String> nextUrl,
        List<ChangedValue> changes,
        Optional<String> requestBody,
        Optional<String> responseBody,
        Optional<String> pageUrl,
        String curl,
        String noCurl,
        String alikeUrl) {
    public RequestEntryView {
        changes = List.copyOf(changes);
    }
}
