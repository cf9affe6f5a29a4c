package dev.rollcall.console.stream;

import java.util.List;
import java.util.Optional;

/**
 * What the page of a stream's filter, pace and rows shows.
 *
 * @param streamUrl of the stream's page
 * @param formUrl where the form goes
 * @param syncUrl where what is at the target is brought up to date; empty for what cannot be compared
 * @param revision of the stream that the fields were filled from
 * @param fields what stands in them
 * @param tables the rows, by kind; empty for what has none
 * @param ownRows whether rows of its own are in force
 * @param preset whose rows it has otherwise; empty text for what has none
 * @param mayAsk whether somebody may be previewed
 * @param user that is previewed; empty text for nobody
 * @param shown what would be sent
 * @param problem why the fields cannot be used; empty text when they can
 * @param saved whether they were saved just now
 * @param word the stream's name as it is typed at the command line
 */
public record StreamSettingsView(
        String name,
        String streamUrl,
        String formUrl,
        Optional<String> syncUrl,
        String revision,
        Fields fields,
        List<Table> tables,
        boolean ownRows,
        String preset,
        boolean mayAsk,
        String user,
        Optional<WouldSend> shown,
        String problem,
        boolean saved,
        String word) {
    public StreamSettingsView {
        tables = List.copyOf(tables);
    }

    /**
     * What stands in the fields; empty text for nothing.
     *
     * @param rate empty where there is no such setting
     */
    public record Fields(String connections, String changed, String condition, String concurrency,
            Optional<String> rate) {}

    /** Rows of a kind, those that are still to be written behind the others. @param kind {@code user} or {@code group} */
    public record Table(String kind, List<TargetRowFields> rows) {
        public Table {
            rows = List.copyOf(rows);
        }
    }
}
