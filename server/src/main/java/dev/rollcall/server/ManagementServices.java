package dev.rollcall.server;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.IdTokens;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.client.ManagementAuthenticator;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.person.People;
import dev.rollcall.server.management.stream.StreamServices;
import java.util.function.UnaryOperator;

/**
 * What the management API needs of the rest of the service.
 *
 * @param authenticator knows its callers
 * @param idTokens knows who has just signed in to the product
 * @param tokens makes secrets from a cryptographically strong source
 * @param setupLinks the one of this process, which remembers whose links were good
 * @param setupPath what stands behind the service's address in a set-up link, by its secret
 */
public record ManagementServices(
        ManagementAuthenticator authenticator,
        IdTokens idTokens,
        Connections connections,
        ScimConfigurations configurations,
        Declarations declarations,
        Tokens tokens,
        SetupLinks setupLinks,
        UnaryOperator<String> setupPath,
        People people,
        StreamServices streams) {}
