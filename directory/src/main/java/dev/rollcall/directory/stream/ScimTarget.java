package dev.rollcall.directory.stream;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A SCIM application.
 *
 * @param shownAs the type that the stream was made with: {@code scim}, or {@code action} for settings of Auth0's template
 * @param preset by whose peculiarities the defaults go: {@code rfc}, {@code entra}, {@code okta-like} or {@code slack-like}
 * @param baseUrl below which {@code /Users} lies
 * @param timeout of one request
 * @param retries of one request within one run
 * @param update how a change is sent
 * @param upsert whether an update creates who is not there
 * @param delete how a deletion is sent
 * @param lookupFallback whether a user is looked up by userName when the target refuses a filter by externalId
 * @param groups whether groups and their members are sent
 * @param createdOnly whether a creation must be answered with 201
 * @param mapping the rows of the mapping as JSON; empty for those of the preset
 * @param match by which attributes of the profile a sync trusts a match, beside externalId
 * @param rate requests a second over all nodes; empty for no limit of ours
 * @param pageSize of lists
 * @param accept the media types that are asked for
 * @param contentType the media type that is sent
 */
public record ScimTarget(
        String shownAs,
        String preset,
        URI baseUrl,
        TargetAccess access,
        Duration timeout,
        int retries,
        Update update,
        boolean upsert,
        Delete delete,
        boolean lookupFallback,
        boolean groups,
        boolean createdOnly,
        Optional<String> mapping,
        List<String> match,
        int concurrency,
        Optional<Integer> rate,
        int pageSize,
        String accept,
        String contentType,
        TargetNetwork network) implements DestinationSettings {
    public ScimTarget {
        match = List.copyOf(match);
    }

    @Override
    public String kind() {
        return "scim";
    }

    /** How a change is sent. */
    public enum Update {
        /** The whole resource. */
        PUT("put"),
        /** One operation without a path. */
        PATCH("patch"),
        /** One operation for each attribute. */
        PATCH_BY_PATH("patch-by-path");

        private final String keyword;

        Update(String keyword) {
            this.keyword = keyword;
        }

        /** The word for it. */
        public String keyword() {
            return keyword;
        }

        /** The one of that word; empty when there is none. */
        public static Optional<Update> ofKeyword(String keyword) {
            return Arrays.stream(values()).filter(update -> update.keyword.equals(keyword)).findFirst();
        }
    }

    /** How a deletion is sent. */
    public enum Delete {
        /** The resource is deleted. */
        DELETE("delete"),
        /** It is set to inactive. */
        DEACTIVATE("deactivate");

        private final String keyword;

        Delete(String keyword) {
            this.keyword = keyword;
        }

        /** The word for it. */
        public String keyword() {
            return keyword;
        }

        /** The one of that word; empty when there is none. */
        public static Optional<Delete> ofKeyword(String keyword) {
            return Arrays.stream(values()).filter(delete -> delete.keyword.equals(keyword)).findFirst();
        }
    }
}
