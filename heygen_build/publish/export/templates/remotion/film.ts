/** A film that heygen-build took apart. All times are frames of the composition. */
export type FilmProps = {
  title: string;
  fps: number;
  width: number;
  height: number;
  durationInFrames: number;
  pictures: Piece[];
  sounds: Piece[];
  music: Music[];
  captions: Caption[];
  /** Draws the captions into the picture. */
  showCaptions: boolean;
};

/** Part of a file under `public/`, from its frame `startFrom`. */
export type Piece = {
  name: string;
  src: string;
  from: number;
  durationInFrames: number;
  startFrom: number;
};

/** Music or a sound; `volume` is a factor. */
export type Music = {
  src: string;
  from: number;
  durationInFrames: number;
  startFrom: number;
  volume: number;
  fadeIn: number;
  fadeOut: number;
  loop: boolean;
};

export type Caption = {
  from: number;
  durationInFrames: number;
  lines: string[];
};
