package io.invitebridge.config.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files of text whole. */
public final class TextFile {
  /** UTF-8 takes at most four bytes for a character. */
  private static final int MAX_BYTES = 4 * YamlReader.MAX_CHARACTERS;

  private TextFile() {}

  /** Blocks while it reads. Throws {@link IOException} with a sentence for the user. */
  public static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("The file has more than " + MAX_BYTES + " bytes.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new IOException("There is no such file.", e);
    } catch (CharacterCodingException e) {
      throw new IOException("The file is not UTF-8 text.", e);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      throw message.endsWith(".")
          ? e
          : new IOException("The file cannot be read: " + message + ".", e);
    }
  }

  /** The same, but of no pipe or device, which could keep the reader waiting for ever. */
  public static String readRegular(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("The file cannot be read: it is no regular file.");
    }
    return read(file);
  }
}
