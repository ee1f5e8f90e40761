/**
 * The only importer of {@code org.apache.ignite.internal}: page store manager, page store, page shapes. Read against Ignite
 * 2.17.0; an Ignite upgrade touches this package alone.
 */
package io.ignitezs.ignite;
