package dev.rollcall.entra.definition;

import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.mapping.DefaultTemplate;
import dev.rollcall.entra.mapping.MappingException;
import dev.rollcall.entra.mapping.MappingSchema;
import dev.rollcall.entra.mapping.SchemaDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The definition of a job in its folder: {@code job.yaml}, and {@code schema.json} when a schema was put in, which then takes
 * the place of the template's rows. It is read strictly: an unknown key, a wrong form or a key without value is refused with a
 * sentence that says what to write.
 */
public final class JobFile {
    /** The name of the job file. */
    public static final String NAME = "job.yaml";
    /** The name of the schema that was put in, if one was. */
    public static final String SCHEMA_NAME = "schema.json";

    /** The shortest interval between cycles; shorter ones would only repeat the source's reading. */
    public static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

    public static final int MAX_PARALLELISM = 64;
    private static final long MAX_BYTES = 1 << 20;
    private static final Set<String> KEYS = Set.of(
            "template",
            "tenant-url",
            "token",
            "scope",
            "accidental-deletion-threshold",
            "skip-out-of-scope-deletions",
            "interval",
            "parallelism",
            "users",
            "groups");
    private static final Map<String, JobTemplate> TEMPLATES = Arrays.stream(JobTemplate.values())
            .collect(Collectors.toMap(JobTemplate::id, Function.identity()));
    private static final Map<String, JobScope> SCOPES = Map.of("assigned", JobScope.ASSIGNED, "all", JobScope.ALL);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(s|m|h|d)");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JobFile() {}

    /**
     * The definition that the folder holds.
     *
     * @throws JobException when it is not there or not as it must be
     */
    public static ProvisioningJob read(Path folder) {
        return read(folder, text(folder.resolve(NAME)));
    }

    /** The definition that the folder would hold with that text in its job file. */
    static ProvisioningJob read(Path folder, String text) {
        JobSection top = top(folder.resolve(NAME), text).only(KEYS);
        JobTemplate template = top.choice("template", TEMPLATES).orElse(JobTemplate.SCIM);
        MappingSchema schema = schema(folder, template).schema();
        return new ProvisioningJob(
                template,
                new JobEndpoint(
                        tenantUrl(top), top.section("token").map(JobFile::token).orElse(new TokenSource.None())),
                settings(top),
                new MappingSchema(
                        MappingOverrides.apply(schema.users(), top.sectionOrEmpty("users")),
                        MappingOverrides.apply(schema.groups(), top.sectionOrEmpty("groups"))));
    }

    private static JobSettings settings(JobSection top) {
        return new JobSettings(
                top.choice("scope", SCOPES).orElse(JobScope.ASSIGNED),
                threshold(top),
                top.flag("skip-out-of-scope-deletions").orElse(false),
                top.form("interval", "a duration of at least 1s, such as 40m", JobFile::interval)
                        .orElse(JobSettings.DEFAULT_INTERVAL),
                top.number("parallelism", 1, MAX_PARALLELISM).orElse(JobSettings.DEFAULT_PARALLELISM));
    }

    /**
     * The schema that was put into the folder, or that of the template's rows.
     *
     * @throws JobException when it cannot be used
     */
    public static SchemaDocument schema(Path folder, JobTemplate template) {
        Path file = folder.resolve(SCHEMA_NAME);
        if (!Files.exists(file)) {
            return SchemaDocument.of(template(template), template.id());
        }
        try {
            return SchemaDocument.read(JSON.readTree(Files.readAllBytes(file)));
        } catch (MappingException | JacksonException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "The schema %s cannot be used: %s Correct it, or remove the file to go back to the template's rows."
                            .formatted(file, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The rows that a template begins with. */
    public static MappingSchema template(JobTemplate template) {
        return switch (template) {
            case SCIM -> DefaultTemplate.scim();
            case CUSTOMAPPSSO -> DefaultTemplate.customappsso();
        };
    }

    /** The text of the job file, without the byte order mark that some editors put in front. */
    static String text(Path file) {
        try {
            if (!Files.exists(file)) {
                throw new JobException(
                        Problem.NOT_FOUND,
                        "There is no job file %s. 'rollcall entra init' writes one.".formatted(file));
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new JobException(Problem.DEFINITION,
                        "The job file %s is larger than 1 MiB; shorten it.".formatted(file));
            }
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static JobSection top(Path file, String text) {
        try {
            JsonNode tree = YAML.readTree(text);
            return new JobSection(file.toString(), YamlLines.of(text), "", tree);
        } catch (JacksonException e) {
            throw new JobException(
                    Problem.DEFINITION,
                    "%s is not valid YAML at line %d: %s"
                            .formatted(file, e.getLocation().getLineNr(), words(e.getOriginalMessage())),
                    e);
        }
    }

    /** Without the picture of the line, and with what helps most often. */
    private static String words(String message) {
        String plain = message.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
        boolean sign = Stream.of("anchor", "alias", "tag").anyMatch(plain::contains);
        return plain + "." + (sign ? " Put a text that begins with &, * or ! into quotation marks." : "");
    }

    private static String tenantUrl(JobSection top) {
        String url = top.text("tenant-url")
                .orElseThrow(() -> top.wrong("tenant-url", "there: the URL of the SCIM endpoint"));
        try {
            TenantUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new JobException(
                    Problem.DEFINITION, "tenant-url in %s: %s".formatted(top.at("tenant-url"), e.getMessage()), e);
        }
        return url.strip();
    }

    private static TokenSource token(JobSection token) {
        if (!token.node().isObject()) {
            throw token.wrong(
                    token.place(),
                    "'env: NAME' of an environment variable or 'file: NAME' of a file; the token itself does not belong here");
        }
        token.only(Set.of("env", "file"));
        Optional<String> variable = token.text("env");
        Optional<String> file = token.text("file");
        if (variable.isPresent() == file.isPresent()) {
            throw token.wrong(token.place(), "either env or file");
        }
        return variable.<TokenSource>map(TokenSource.Variable::new)
                .orElseGet(() -> new TokenSource.TokenFile(file.orElseThrow()));
    }

    private static OptionalInt threshold(JobSection top) {
        String key = "accidental-deletion-threshold";
        return top.isOff(key)
                ? OptionalInt.empty()
                : top.number(key, 0, Integer.MAX_VALUE).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Optional<Duration> interval(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return Optional.of(duration).filter(value -> value.compareTo(MIN_INTERVAL) >= 0);
    }

    private static JobException unreadable(Path file, IOException e) {
        return new JobException(
                Problem.DEFINITION,
                "%s cannot be read (%s). Check that it is UTF-8 text and that this user may read it."
                        .formatted(file, FileFailure.words(e)),
                e);
    }
}
