import {Composition} from 'remotion';
import {Film} from './Film';
import type {FilmProps} from './film';
import props from './props.json';

const film: FilmProps = props;

export const Root: React.FC = () => (
  <Composition
    id="Film"
    component={Film}
    durationInFrames={film.durationInFrames}
    fps={film.fps}
    width={film.width}
    height={film.height}
    defaultProps={film}
  />
);
