/**
 * The importer of {@code org.apache.ignite.internal}: page store manager, page store, page shapes. Read against Ignite 2.17.0. An Ignite upgrade touches
 * this package, the three classes that access forces into Ignite's own, and the commands of {@code plugin.control}, which extend Ignite's.
 */
package io.ignitezs.ignite;
