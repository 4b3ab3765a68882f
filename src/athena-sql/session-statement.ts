import type { Statement } from './ast.ts';
import { invalid } from './refusal.ts';
import type { Catalog, SessionTexts, Translation } from './translation.ts';

type SessionStatement = Extract<Statement, { readonly kind: 'create-view' | 'drop-view' | 'prepare' | 'deallocate' }>;

const done: Translation = { kind: 'answer', columns: [], rows: [] };

/** Does what a statement says to the session; the logs stay as they are. */
export function changeSession(statement: SessionStatement, session: SessionTexts, catalog: Catalog): Translation {
  switch (statement.kind) {
    case 'create-view': {
      const name = viewNamed(statement.view.path, catalog);
      if (name === null || catalog.tables.some((table) => table.name.toLowerCase() === name))
        throw invalid(statement.view.at, 'a view needs a name of its own in this database');
      if (session.views.has(name) && !statement.replace) throw invalid(statement.view.at, `view "${name}" exists`, 'Write CREATE OR REPLACE VIEW.');
      session.views.set(name, statement.text);
      return done;
    }
    case 'drop-view': {
      const name = viewNamed(statement.view.path, catalog);
      if (!session.views.delete(name ?? '') && !statement.ifExists) throw invalid(statement.view.at, `view "${name}" does not exist`);
      return done;
    }
    case 'prepare':
      session.prepared.set(statement.name.text.toLowerCase(), statement.text);
      return done;
    case 'deallocate':
      if (!session.prepared.delete(statement.name.text.toLowerCase()))
        throw invalid(statement.name.at, `prepared statement "${statement.name.text}" does not exist`);
      return done;
  }
}

/** The name of a view in lower case; views stand in the one database there is. */
export function viewNamed(path: readonly { readonly text: string }[], catalog: Catalog): string | null {
  const [name, database = catalog.defaultDatabase, catalogue = 'awsdatacatalog'] = path.map((part) => part.text.toLowerCase()).reverse();
  return name !== undefined && database === catalog.defaultDatabase.toLowerCase() && catalogue === 'awsdatacatalog' ? name : null;
}
