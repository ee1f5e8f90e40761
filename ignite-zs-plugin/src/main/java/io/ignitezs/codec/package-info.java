/** LZ4, zstd, raw and same-filled pages: compresses a page, decodes it from a segment list. Uses {@code mem} only. */
package io.ignitezs.codec;
